package io.stacklens.dashboard.deadletters;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Bytes as people look at them: sixteen a line, with their offset and what is ASCII in them. */
final class HexView {

    private static final int WIDTH = 16;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private HexView() {}

    static List<String> of(byte[] bytes, int most) {
        List<String> lines = new ArrayList<>();
        int length = Math.min(bytes.length, most);
        for (int at = 0; at < length; at += WIDTH) {
            int end = Math.min(length, at + WIDTH);
            lines.add(
                    "%08x  %-47s  %s"
                            .formatted(at, HEX.formatHex(bytes, at, end), ascii(bytes, at, end)));
        }
        return lines;
    }

    private static String ascii(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            text.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
        }
        return text.toString();
    }
}
