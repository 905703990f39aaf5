package io.stacklens.analytics.notify.guard;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Refuses targets inside of this machine or network, unless they are on a list. Asked with the
 * address that a connection is about to be made to, so what a name resolved to earlier, and what it
 * resolves to later, do not matter.
 */
public final class TargetGuard {

    private final List<AddressRange> ranges = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /**
     * A guard.
     *
     * @param allowed addresses, ranges ({@code 10.1.0.0/16}), host names, or all names below one
     *     ({@code *.example.org})
     */
    public TargetGuard(List<String> allowed) {
        for (String entry : allowed) {
            String text = entry.strip().toLowerCase(Locale.ROOT);
            boolean isAddress = text.contains(":") || text.matches("[0-9./]+");
            if (isAddress) {
                ranges.add(range(text));
            } else if (text.matches("(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.?")) {
                names.add(withoutDot(text));
            } else {
                throw wrong(entry);
            }
        }
    }

    /**
     * Lets pass or refuses.
     *
     * @param host as the channel names it
     * @param address what it resolved to, now
     * @throws RefusedTargetException unless a connection may be made
     */
    public void check(String host, InetAddress address) {
        if (!InnerAddresses.contain(address) || isAllowed(host, address)) {
            return;
        }
        String text = address.getHostAddress();
        throw new RefusedTargetException(
                "%s is %san address inside of this machine or network; to allow it add it to stacklens.notifications.allowed-targets"
                        .formatted(
                                host,
                                host.equals(text) || host.equals("[" + text + "]")
                                        ? ""
                                        : text + ", "));
    }

    private boolean isAllowed(String host, InetAddress address) {
        String name = withoutDot(host.toLowerCase(Locale.ROOT));
        return names.stream().anyMatch(allowed -> covers(allowed, name))
                || ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static boolean covers(String allowed, String name) {
        return allowed.startsWith("*.")
                ? name.endsWith(allowed.substring(1))
                : name.equals(allowed);
    }

    private static AddressRange range(String text) {
        try {
            return AddressRange.of(text);
        } catch (IllegalArgumentException e) {
            throw wrong(text);
        }
    }

    private static IllegalArgumentException wrong(String entry) {
        return new IllegalArgumentException(
                "allowed-targets: '%s' (expected: an address, a range such as 10.1.0.0/16, a host name or *.example.org)"
                        .formatted(entry));
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
