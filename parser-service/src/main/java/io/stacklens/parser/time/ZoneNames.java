package io.stacklens.parser.time;

import java.util.Map;

/** The zone names that logs use and that mean one offset everywhere. */
final class ZoneNames {

    private static final int HOUR = 3600;

    /** Those of RFC 822, and two of Europe; IST, BST and the like mean several zones. */
    private static final Map<String, Integer> OFFSETS =
            Map.ofEntries(
                    Map.entry("utc", 0),
                    Map.entry("gmt", 0),
                    Map.entry("z", 0),
                    Map.entry("est", -5 * HOUR),
                    Map.entry("edt", -4 * HOUR),
                    Map.entry("cst", -6 * HOUR),
                    Map.entry("cdt", -5 * HOUR),
                    Map.entry("mst", -7 * HOUR),
                    Map.entry("mdt", -6 * HOUR),
                    Map.entry("pst", -8 * HOUR),
                    Map.entry("pdt", -7 * HOUR),
                    Map.entry("cet", HOUR),
                    Map.entry("cest", 2 * HOUR));

    static final int UNKNOWN = Integer.MIN_VALUE;

    private ZoneNames() {}

    /** Seconds east of UTC of the zone named by so many letters here, or {@link #UNKNOWN}. */
    static int offsetSeconds(Cursor cursor, int letters) {
        if (letters == 1) {
            return (cursor.peek() | 0x20) == 'z' ? 0 : UNKNOWN;
        }
        if (letters < 3 || letters > 4) {
            return UNKNOWN;
        }
        for (Map.Entry<String, Integer> zone : OFFSETS.entrySet()) {
            if (zone.getKey().length() == letters && cursor.isWord(zone.getKey())) {
                return zone.getValue();
            }
        }
        return UNKNOWN;
    }
}
