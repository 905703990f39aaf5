package io.stacklens.dashboard.silences;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.dashboard.http.UnexpectedTextException;
import io.stacklens.dashboard.silences.SilenceRequest.Calendar;
import io.stacklens.dashboard.silences.SilenceRequest.Matcher;
import io.stacklens.model.alert.AlertMatcher;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.alert.InvalidMatcherException;
import io.stacklens.model.alert.Recurrence;
import io.stacklens.model.alert.Recurrence.Day;
import io.stacklens.model.alert.Silence;
import io.stacklens.pipeline.http.InvalidField;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes a silence of a request, or says all that is wrong with it at once. */
public final class SilenceCheck {

    private static final int MOST_MATCHERS = 50;
    private static final int LONGEST_COMMENT = 2_000;

    private final List<InvalidField> wrong = new ArrayList<>();

    private SilenceCheck() {}

    /**
     * Checks a request.
     *
     * @param by who asks
     * @throws BadRequestException with every field that is wrong
     */
    public static Silence check(SilenceRequest request, String by, Instant now) {
        SilenceCheck check = new SilenceCheck();
        Silence.Kind kind = check.kind(request.kind());
        List<AlertMatcher> matchers = check.matchers(request.matchers());
        Recurrence recurrence = check.recurrence(request.recurrence());
        Instant startsAt = request.startsAt() == null ? now : request.startsAt();
        check.period(startsAt, request.endsAt(), request.recurrence() != null);
        String comment = check.comment(request.comment());
        if (!check.wrong.isEmpty()) {
            throw new BadRequestException(check.wrong);
        }
        return new Silence(
                null, kind, matchers, startsAt, request.endsAt(), recurrence, comment, by, now);
    }

    private Silence.Kind kind(@Nullable String label) {
        String text = Texts.text(label);
        if (text == null) {
            return Silence.Kind.SILENCE;
        }
        for (Silence.Kind kind : Silence.Kind.values()) {
            if (kind.label().equals(text.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        wrong.add(new InvalidField("kind", label, "silence or maintenance"));
        return Silence.Kind.SILENCE;
    }

    private List<AlertMatcher> matchers(@Nullable List<@Nullable Matcher> given) {
        if (given == null || given.isEmpty() || given.size() > MOST_MATCHERS) {
            Object found = given == null ? null : given.size() + " matchers";
            // One that matches everything has to say so: service =~ .*
            wrong.add(new InvalidField("matchers", found, "1 to 50 matchers"));
            return List.of();
        }
        List<AlertMatcher> matchers = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            matcher("matchers[%d]".formatted(i), given.get(i), matchers);
        }
        return matchers;
    }

    private void matcher(String place, @Nullable Matcher given, List<AlertMatcher> matchers) {
        if (given == null) {
            wrong.add(new InvalidField(place, null, "an object with field, operator and value"));
            return;
        }
        try {
            matchers.add(
                    new AlertMatcher(
                            given.field() == null ? "" : given.field().strip(),
                            given.operator() == null ? "=" : given.operator().strip(),
                            value(given)));
        } catch (InvalidMatcherException e) {
            wrong.add(new InvalidField(place + "." + e.part(), e.found(), e.expected()));
        } catch (UnexpectedTextException e) {
            wrong.add(new InvalidField(place + ".value", given.value(), e.expected()));
        }
    }

    /** A severity that is compared as it is may be written as everywhere in the API. */
    private static String value(Matcher given) {
        String value = given.value() == null ? "" : given.value();
        boolean plain = given.operator() == null || !given.operator().contains("~");
        if (!"severity".equals(given.field()) || !plain) {
            return value;
        }
        AlertSeverity severity = Texts.alertSeverity(value);
        if (severity == null) {
            throw new UnexpectedTextException("INFO, WARNING or CRITICAL");
        }
        return severity.name();
    }

    private void period(Instant startsAt, @Nullable Instant endsAt, boolean recurs) {
        if (endsAt == null && !recurs) {
            wrong.add(new InvalidField("ends_at", null, "a time, unless it recurs"));
        } else if (endsAt != null && !endsAt.isAfter(startsAt)) {
            wrong.add(new InvalidField("ends_at", endsAt, "a time after starts_at, " + startsAt));
        }
    }

    private @Nullable Recurrence recurrence(@Nullable Calendar given) {
        if (given == null) {
            return null;
        }
        int before = wrong.size();
        Set<Day> days = days(given.days());
        LocalTime from = clock("recurrence.from", given.from());
        LocalTime to = clock("recurrence.to", given.to());
        ZoneId zone = zone(given.zone());
        return wrong.size() > before ? null : new Recurrence(days, from, to, zone);
    }

    private Set<Day> days(@Nullable List<@Nullable String> given) {
        Set<Day> days = EnumSet.noneOf(Day.class);
        for (String name : given == null ? List.<@Nullable String>of() : given) {
            try {
                days.add(Day.valueOf(String.valueOf(name).strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException _) {
                wrong.add(
                        new InvalidField("recurrence.days", name, "MO, TU, WE, TH, FR, SA or SU"));
                return EnumSet.allOf(Day.class);
            }
        }
        if (days.isEmpty()) {
            wrong.add(new InvalidField("recurrence.days", given, "at least one of MO to SU"));
        }
        return days;
    }

    private LocalTime clock(String field, @Nullable String text) {
        try {
            return LocalTime.parse(text == null ? "" : text.strip());
        } catch (DateTimeParseException _) {
            wrong.add(new InvalidField(field, text, "a time of the day such as 22:00"));
            return LocalTime.MIDNIGHT;
        }
    }

    private ZoneId zone(@Nullable String text) {
        try {
            return ZoneId.of(text == null ? "UTC" : text.strip());
        } catch (DateTimeException _) {
            wrong.add(new InvalidField("recurrence.zone", text, "a zone such as Europe/Berlin"));
            return ZoneId.of("UTC");
        }
    }

    private String comment(@Nullable String given) {
        String text = given == null ? "" : given.strip();
        if (text.length() > LONGEST_COMMENT || text.indexOf('\0') >= 0) {
            wrong.add(
                    new InvalidField(
                            "comment",
                            text.length() + " characters",
                            "a text of at most 2000 characters"));
        }
        return text;
    }
}
