package io.stacklens.enrichment.geo;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/** Reads addresses as logs write them, and knows which of them belong to nobody in particular. */
final class Addresses {

    /** An IPv6 address with a zone and brackets around it is not longer. */
    private static final int LONGEST = 80;

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
     * Whether the address is private, local, for documentation or otherwise reserved (RFC 6890).
     */
    static boolean isReserved(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isReservedV4(bytes) : isReservedV6(bytes);
    }

    private static boolean isReservedV4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        return switch (first) {
            case 0 -> true;
            case 100 -> (second & 0xc0) == 64; // shared by carriers
            case 192 -> second == 0 && (third == 0 || third == 2);
            case 198 -> (second & 0xfe) == 18 || (second == 51 && third == 100);
            case 203 -> second == 0 && third == 113;
            default -> first >= 240;
        };
    }

    private static boolean isReservedV6(byte[] bytes) {
        int first = bytes[0] & 0xff;
        boolean unique = (first & 0xfe) == 0xfc;
        boolean documentation =
                first == 0x20
                        && bytes[1] == 0x01
                        && (bytes[2] & 0xff) == 0x0d
                        && (bytes[3] & 0xff) == 0xb8;
        boolean discard = first == 0x01 && bytes[1] == 0;
        return unique || documentation || discard;
    }
}
