package io.stacklens.enrichment.geo;

import org.jspecify.annotations.Nullable;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads addresses as logs write them, and knows which of them belong to nobody in particular. */
final class Addresses {

    /** An IPv6 address with a zone and brackets around it is not longer. */
    private static final int LONGEST = 80;

    private static final String DOCUMENTATION = "documentation";
    private static final String RESERVED = "reserved";

    private Addresses() {}

    /** The address that a text spells; never asks a name server. */
    static Optional<InetAddress> parse(String text) {
        String address = text.strip();
        if (address.startsWith("[") && address.indexOf(']') > 0) {
            address = address.substring(1, address.indexOf(']'));
        }
        // Java reads a bare number as an address too; logs do not mean that.
        boolean looksLikeOne =
                address.indexOf(':') >= 0 || address.chars().filter(c -> c == '.').count() == 3;
        if (!looksLikeOne || address.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /**
     * What an address that belongs to nobody in particular is for (RFC 6890); empty for all others.
     */
    static Optional<String> reservedFor(InetAddress address) {
        if (address.isSiteLocalAddress()) {
            return Optional.of("private network");
        }
        if (address.isLoopbackAddress()) {
            return Optional.of("loopback");
        }
        if (address.isLinkLocalAddress()) {
            return Optional.of("link-local");
        }
        if (address.isMulticastAddress()) {
            return Optional.of("multicast");
        }
        byte[] bytes = address.getAddress();
        return Optional.ofNullable(
                address instanceof Inet4Address ? reservedForV4(bytes) : reservedForV6(bytes));
    }

    private static @Nullable String reservedForV4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        return switch (first) {
            case 0 -> RESERVED;
            case 100 -> (second & 0xc0) == 64 ? "carrier network" : null;
            case 192 ->
                    second != 0 ? null : third == 2 ? DOCUMENTATION : third == 0 ? RESERVED : null;
            case 198 ->
                    (second & 0xfe) == 18
                            ? RESERVED
                            : second == 51 && third == 100 ? DOCUMENTATION : null;
            case 203 -> second == 0 && third == 113 ? DOCUMENTATION : null;
            default -> first >= 240 ? RESERVED : null;
        };
    }

    private static @Nullable String reservedForV6(byte[] bytes) {
        int first = bytes[0] & 0xff;
        if ((first & 0xfe) == 0xfc) {
            return "private network";
        }
        boolean documentation =
                first == 0x20
                        && bytes[1] == 0x01
                        && (bytes[2] & 0xff) == 0x0d
                        && (bytes[3] & 0xff) == 0xb8;
        boolean unspecified = ByteBuffer.wrap(bytes).getLong() == 0 && bytes[15] == 0;
        boolean discard = first == 0x01 && bytes[1] == 0;
        return documentation ? DOCUMENTATION : unspecified || discard ? RESERVED : null;
    }
}
