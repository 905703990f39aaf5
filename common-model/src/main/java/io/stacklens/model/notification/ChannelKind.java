package io.stacklens.model.notification;

import static io.stacklens.model.notification.ChannelSetting.optional;
import static io.stacklens.model.notification.ChannelSetting.required;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of channels, and the settings of each. */
public enum ChannelKind {
    WEBHOOK(
            required("url", SettingType.URL, "Where the alerts are posted as JSON"),
            optional("secret", SettingType.TEXT, "Signs each message (HMAC-SHA256)").asSecret(),
            optional("authorization", SettingType.TEXT, "Sent as the header Authorization")
                    .asSecret()),
    SLACK(
            required(
                            "url",
                            SettingType.URL,
                            "The incoming webhook of Slack, Mattermost or the like")
                    .asSecret()),
    EMAIL(
            required("host", SettingType.TEXT, "The SMTP server"),
            required("port", SettingType.PORT, "Its port").withDefault("587"),
            required(
                            "tls",
                            SettingType.CHOICE,
                            "starttls refuses to go on without, tls begins with it, none has none")
                    .oneOf("starttls", "tls", "none")
                    .withDefault("starttls"),
            optional("username", SettingType.TEXT, "Who logs in; nobody when it is left out"),
            optional("password", SettingType.TEXT, "The password of username").asSecret(),
            required("from", SettingType.EMAIL, "The sender's address"),
            required("to", SettingType.EMAILS, "Who gets the messages")),
    PAGERDUTY(
            required(
                            "routing_key",
                            SettingType.TEXT,
                            "The integration key of a service (Events API v2)")
                    .asSecret(),
            required("url", SettingType.URL, "Where events are posted")
                    .withDefault("https://events.pagerduty.com/v2/enqueue")),
    ALERTMANAGER(
            required("url", SettingType.URL, "The Alertmanager, without /api/v2/alerts"),
            optional("authorization", SettingType.TEXT, "Sent as the header Authorization")
                    .asSecret());

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<ChannelSetting> settings;

    ChannelKind(ChannelSetting... settings) {
        this.settings = List.of(settings);
    }

    /** In the order a form shows them. */
    public List<ChannelSetting> settings() {
        return settings;
    }

    public Optional<ChannelSetting> setting(String name) {
        return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    /** What a channel's secret is encrypted for, by the one who writes and the one who reads it. */
    public static String secretContext(long channelId, String setting) {
        return "notification_channels/" + channelId + "/" + setting;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of a label.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static ChannelKind ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** All labels, for people. */
    public static String labels() {
        return Arrays.stream(values()).map(ChannelKind::label).collect(Collectors.joining(", "));
    }
}
