package io.stacklens.analytics.notify.targets;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** The settings of a channel, secrets and defaults among them. Says none of them of itself. */
public final class ChannelSettings {

    private final Map<String, Object> values;

    public ChannelSettings(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    public @Nullable String optional(String name) {
        Object value = values.get(name);
        return value == null || value.toString().isBlank() ? null : value.toString();
    }

    public String text(String name) {
        String value = optional(name);
        if (value == null) {
            throw new IllegalArgumentException("the channel has no " + name);
        }
        return value;
    }

    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    public List<String> list(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(text(name));
    }

    /** An address; one that is broken is not repeated, since it may hold a secret. */
    public URI address(String name) {
        try {
            URI address = URI.create(text(name));
            boolean isHttp =
                    "http".equalsIgnoreCase(address.getScheme())
                            || "https".equalsIgnoreCase(address.getScheme());
            if (isHttp && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // Said below, without its text.
        }
        throw new IllegalArgumentException(
                "the channel's %s is no http or https address".formatted(name));
    }

    @Override
    public String toString() {
        return "ChannelSettings" + values.keySet();
    }
}
