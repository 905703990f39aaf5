package io.stacklens.analytics.notify.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that lead to this machine, its network or its provider's metadata, rather than to
 * the internet.
 */
final class InnerAddresses {

    private static final List<AddressRange> RANGES =
            Stream.of(
                            "0.0.0.0/8", // this host
                            "10.0.0.0/8", // private
                            "100.64.0.0/10", // shared by a provider, with metadata of some
                            "127.0.0.0/8", // loopback
                            "168.63.129.16", // Azure's own
                            "169.254.0.0/16", // link-local, with metadata
                            "172.16.0.0/12", // private
                            "192.0.0.0/24", // special purposes, with metadata of some
                            "192.168.0.0/16", // private
                            "198.18.0.0/15", // benchmarks
                            "224.0.0.0/4", // multicast
                            "240.0.0.0/4", // reserved, and broadcast
                            "::/96", // unspecified, loopback, and IPv4 in an old form
                            "64:ff9b:1::/48", // local translation
                            "100::/64", // discarded
                            "2001::/32", // Teredo, which tunnels anywhere
                            "fc00::/7", // unique local, with metadata
                            "fe80::/10", // link-local
                            "fec0::/10", // site-local
                            "ff00::/8") // multicast
                    .map(AddressRange::of)
                    .toList();

    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
    private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");

    private InnerAddresses() {}

    static boolean contain(InetAddress address) {
        InetAddress meant = behind(address);
        return RANGES.stream().anyMatch(range -> range.contains(meant));
    }

    /** The IPv4 address that an IPv6 address of a transition mechanism leads to. */
    private static InetAddress behind(InetAddress address) {
        if (NAT64.contains(address)) {
            return ipv4(address, 12);
        }
        return SIX_TO_FOUR.contains(address) ? ipv4(address, 2) : address;
    }

    private static InetAddress ipv4(InetAddress address, int from) {
        try {
            return InetAddress.getByAddress(
                    Arrays.copyOfRange(address.getAddress(), from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
