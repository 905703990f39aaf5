package io.stacklens.dashboard.notifications;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.model.alert.AlertMatcher;
import io.stacklens.model.alert.InvalidMatcherException;
import io.stacklens.pipeline.http.InvalidField;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Makes a route of a request, or says all that is wrong with it at once. */
final class RouteCheck {

    private static final int LONGEST_TEXT = 200;
    private static final int MOST = 50;

    private final UnaryOperator<List<Long>> missing;
    private final List<InvalidField> wrong = new ArrayList<>();

    private RouteCheck(UnaryOperator<List<Long>> missing) {
        this.missing = missing;
    }

    /**
     * Checks a request.
     *
     * @param missing finds, of numbers of channels, those that are none
     * @throws BadRequestException with every field that is wrong
     */
    static NotificationRoute check(
            long id, RouteRequest request, UnaryOperator<List<Long>> missing) {
        RouteCheck check = new RouteCheck(missing);
        NotificationRoute route = check.route(id, request);
        if (!check.wrong.isEmpty()) {
            throw new BadRequestException(check.wrong);
        }
        return route;
    }

    private NotificationRoute route(long id, RouteRequest request) {
        return new NotificationRoute(
                id,
                text("name", request.name()),
                request.position() == null ? 0 : request.position(),
                matchers(request.matchers()),
                channels(request.channelIds()),
                request.sendResolved() == null || request.sendResolved(),
                request.goesOn() != null && request.goesOn(),
                fields(request.groupBy()));
    }

    private List<AlertMatcher> matchers(
            @Nullable List<RouteRequest.@Nullable MatcherRequest> given) {
        List<AlertMatcher> matchers = new ArrayList<>();
        if (given == null) {
            return matchers;
        }
        if (given.size() > MOST) {
            wrong.add(new InvalidField("matchers", given.size(), "at most " + MOST));
        }
        for (int i = 0; i < given.size(); i++) {
            RouteRequest.MatcherRequest one = given.get(i);
            try {
                matchers.add(
                        one == null
                                ? new AlertMatcher("", "", "")
                                : new AlertMatcher(
                                        Objects.requireNonNullElse(one.field(), ""),
                                        Objects.requireNonNullElse(one.operator(), ""),
                                        Objects.requireNonNullElse(one.value(), "")));
            } catch (InvalidMatcherException e) {
                wrong.add(
                        new InvalidField(
                                "matchers[%d].%s".formatted(i, e.part()), e.found(), e.expected()));
            }
        }
        return matchers;
    }

    private List<Long> channels(@Nullable List<@Nullable Long> given) {
        if (given == null || given.isEmpty() || given.size() > MOST || given.contains(null)) {
            wrong.add(
                    new InvalidField(
                            "channel_ids",
                            given,
                            "the numbers of 1 to %d channels".formatted(MOST)));
            return List.of();
        }
        List<Long> ids = given.stream().filter(Objects::nonNull).distinct().toList();
        for (Long id : missing.apply(ids)) {
            wrong.add(new InvalidField("channel_ids", id, "the number of a channel"));
        }
        return ids;
    }

    private List<String> fields(@Nullable List<@Nullable String> given) {
        if (given == null) {
            return List.of();
        }
        if (given.size() > MOST) {
            wrong.add(new InvalidField("group_by", given.size(), "at most " + MOST));
        }
        return given.stream().map(field -> text("group_by", field)).distinct().toList();
    }

    private String text(String field, @Nullable String given) {
        String text = given == null ? "" : given.strip();
        boolean isText =
                !text.isEmpty()
                        && text.length() <= LONGEST_TEXT
                        && text.chars().noneMatch(Character::isISOControl);
        if (!isText) {
            wrong.add(new InvalidField(field, given, "a text of 1 to 200 characters"));
        }
        return text;
    }
}
