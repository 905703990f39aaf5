package io.stacklens.dashboard.notifications;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.model.notification.ChannelKind;
import io.stacklens.model.notification.ChannelSetting;
import io.stacklens.pipeline.http.InvalidField;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a channel of a request, or says all that is wrong with it at once; no secret is repeated.
 */
final class ChannelCheck {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 2000;
    private static final int MOST_ADDRESSES = 50;

    /** What decides where a secret is sent. */
    private static final Set<String> PLACES = Set.of("url", "host", "port", "tls");

    private final @Nullable Channel stored;
    private final List<InvalidField> wrong = new ArrayList<>();
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Set<String> kept = new LinkedHashSet<>();

    private ChannelCheck(@Nullable Channel stored) {
        this.stored = stored;
    }

    /**
     * Checks a request.
     *
     * @param stored what it replaces; null for a new channel
     * @throws BadRequestException with every field that is wrong
     */
    static CheckedChannel check(ChannelRequest request, @Nullable Channel stored) {
        ChannelCheck check = new ChannelCheck(stored);
        String name = check.name(request.name());
        ChannelKind kind = check.kind(request.kind());
        if (kind != null) {
            check.settings(kind, request.settings() == null ? Map.of() : request.settings());
        }
        if (kind == null || !check.wrong.isEmpty()) {
            throw new BadRequestException(check.wrong);
        }
        return new CheckedChannel(
                name,
                kind,
                request.enabled() == null || request.enabled(),
                check.settings,
                check.secrets,
                check.kept);
    }

    private String name(@Nullable String given) {
        String name = given == null ? "" : given.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || hasControls(name)) {
            wrong.add(new InvalidField("name", given, "a text of 1 to 200 characters"));
        }
        return name;
    }

    private @Nullable ChannelKind kind(@Nullable String given) {
        for (ChannelKind kind : ChannelKind.values()) {
            if (given != null && kind.label().equalsIgnoreCase(given.strip())) {
                return kind;
            }
        }
        wrong.add(new InvalidField("kind", given, "one of " + ChannelKind.labels()));
        return null;
    }

    private void settings(ChannelKind kind, Map<String, @Nullable Object> given) {
        for (String name : given.keySet()) {
            if (kind.setting(name).isEmpty()) {
                wrong.add(
                        new InvalidField(
                                "settings." + name,
                                Channel.HIDDEN,
                                "a setting of %s: %s".formatted(kind.label(), names(kind))));
            }
        }
        for (ChannelSetting setting : kind.settings()) {
            setting(kind, setting, given.get(setting.name()));
        }
        if (settings.get("username") != null && !hasSecret("password")) {
            wrong.add(new InvalidField("settings.password", null, "the password of username"));
        }
        keptSecretsStayWhereTheyWere(kind);
    }

    private void setting(ChannelKind kind, ChannelSetting setting, @Nullable Object given) {
        if (given == null || given.toString().isBlank()) {
            if (setting.defaultValue() != null) {
                settings.put(setting.name(), setting.defaultValue());
            } else if (setting.required()) {
                refuse(setting, null);
            }
            return;
        }
        if (setting.secret() && given.equals(Channel.HIDDEN)) {
            keep(kind, setting);
            return;
        }
        Object value = value(setting, given);
        if (value == null) {
            refuse(setting, given);
        } else if (setting.secret()) {
            secrets.put(setting.name(), value.toString());
        } else {
            settings.put(setting.name(), value);
        }
    }

    private void keep(ChannelKind kind, ChannelSetting setting) {
        if (stored != null
                && stored.kind() == kind
                && Channel.HIDDEN.equals(stored.settings().get(setting.name()))) {
            kept.add(setting.name());
        } else {
            wrong.add(
                    new InvalidField(
                            "settings." + setting.name(),
                            Channel.HIDDEN,
                            "the secret itself, since none is stored"));
        }
    }

    /** Who may change an address must not get to see by it what was entered for another. */
    private void keptSecretsStayWhereTheyWere(ChannelKind kind) {
        if (stored == null || stored.kind() != kind) {
            return;
        }
        boolean isElsewhere =
                PLACES.stream()
                        .filter(place -> kind.setting(place).isPresent())
                        .filter(place -> !kind.setting(place).orElseThrow().secret())
                        .anyMatch(
                                place ->
                                        !String.valueOf(settings.get(place))
                                                .equals(
                                                        String.valueOf(
                                                                stored.settings().get(place))));
        if (isElsewhere) {
            for (String name : kept) {
                wrong.add(
                        new InvalidField(
                                "settings." + name,
                                Channel.HIDDEN,
                                "the secret itself, since the channel now leads elsewhere"));
            }
        }
    }

    private boolean hasSecret(String name) {
        return kept.contains(name) || secrets.containsKey(name);
    }

    private static @Nullable Object value(ChannelSetting setting, Object given) {
        return switch (setting.type()) {
            case TEXT -> text(given);
            case URL -> url(given);
            case PORT -> port(given);
            case CHOICE -> setting.choices().contains(given.toString()) ? given.toString() : null;
            case EMAIL -> email(given);
            case EMAILS -> emails(given);
        };
    }

    private static @Nullable String text(Object given) {
        String text = given.toString().strip();
        boolean isText = given instanceof String && text.length() <= LONGEST_TEXT;
        return isText && !hasControls(text) ? text : null;
    }

    private static @Nullable String url(Object given) {
        String text = text(given);
        if (text == null) {
            return null;
        }
        try {
            URI uri = URI.create(text);
            boolean isHttp =
                    "http".equalsIgnoreCase(uri.getScheme())
                            || "https".equalsIgnoreCase(uri.getScheme());
            // A password in an address would be shown.
            return isHttp && uri.getHost() != null && uri.getUserInfo() == null ? text : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Integer port(Object given) {
        try {
            int port = Integer.parseInt(given.toString());
            return port >= 1 && port <= 65_535 ? port : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String email(Object given) {
        String text = text(given);
        return text != null && text.matches("[^@\\s<>,;]+@[^@\\s<>,;]+") ? text : null;
    }

    private static @Nullable List<String> emails(Object given) {
        List<?> list = given instanceof List<?> several ? several : List.of(given);
        List<String> emails = new ArrayList<>();
        for (Object one : list) {
            String email = one == null ? null : email(one);
            if (email == null) {
                return null;
            }
            emails.add(email);
        }
        return emails.isEmpty() || emails.size() > MOST_ADDRESSES ? null : emails;
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private void refuse(ChannelSetting setting, @Nullable Object given) {
        String expected =
                switch (setting.type()) {
                    case TEXT -> "a text of 1 to 2000 characters";
                    case URL -> "an http or https address without a password in it";
                    case PORT -> "a whole number from 1 to 65535";
                    case CHOICE -> String.join(", ", setting.choices());
                    case EMAIL -> "an e-mail address";
                    case EMAILS -> "a list of 1 to 50 e-mail addresses";
                };
        wrong.add(
                new InvalidField(
                        "settings." + setting.name(),
                        given != null && setting.secret() ? Channel.HIDDEN : given,
                        expected));
    }

    private static String names(ChannelKind kind) {
        return kind.settings().stream().map(ChannelSetting::name).collect(Collectors.joining(", "));
    }
}
