package io.stacklens.analytics.notify.guard;

import java.net.InetAddress;

/** A range of addresses, such as {@code 10.0.0.0/8}; an address alone is a range of one. */
record AddressRange(InetAddress first, int bits) {

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException if it is none; names are none either, so nothing is looked
     *     up
     */
    static AddressRange of(String text) {
        int slash = text.indexOf('/');
        InetAddress first =
                InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash).strip());
        int all = first.getAddress().length * Byte.SIZE;
        int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1).strip());
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException(
                    "%s: prefix of %d bits (expected: 0 to %d)".formatted(text, bits, all));
        }
        return new AddressRange(first, bits);
    }

    boolean contains(InetAddress address) {
        byte[] ours = first.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += Byte.SIZE) {
            int compared = Math.min(Byte.SIZE, bits - bit);
            int difference = (ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & 0xff;
            if (difference >> (Byte.SIZE - compared) != 0) {
                return false;
            }
        }
        return true;
    }
}
