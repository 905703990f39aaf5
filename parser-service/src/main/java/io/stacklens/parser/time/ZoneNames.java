package io.stacklens.parser.time;

import io.stacklens.pipeline.text.Ascii;

/** The zone names that logs use and that mean one offset everywhere. */
final class ZoneNames {

    private static final int HOUR = 3600;

    static final int UNKNOWN = Integer.MIN_VALUE;

    // The letters of each name, lower-case, in one number.
    private static final int UTC = 0x757463;
    private static final int GMT = 0x676D74;
    private static final int WET = 0x776574;
    private static final int CET = 0x636574;
    private static final int WEST = 0x77657374;
    private static final int CEST = 0x63657374;
    private static final int EET = 0x656574;
    private static final int SAST = 0x73617374;
    private static final int EEST = 0x65657374;
    private static final int MSK = 0x6D736B;
    private static final int HKT = 0x686B74;
    private static final int SGT = 0x736774;
    private static final int JST = 0x6A7374;
    private static final int KST = 0x6B7374;
    private static final int AEST = 0x61657374;
    private static final int AEDT = 0x61656474;
    private static final int NZST = 0x6E7A7374;
    private static final int NZDT = 0x6E7A6474;
    private static final int BRT = 0x627274;
    private static final int EDT = 0x656474;
    private static final int EST = 0x657374;
    private static final int CDT = 0x636474;
    private static final int CST = 0x637374;
    private static final int MDT = 0x6D6474;
    private static final int MST = 0x6D7374;
    private static final int PDT = 0x706474;
    private static final int PST = 0x707374;
    private static final int AKDT = 0x616B6474;
    private static final int AKST = 0x616B7374;
    private static final int HST = 0x687374;

    private ZoneNames() {}

    /** Seconds east of UTC of the zone named by so many letters here, or {@link #UNKNOWN}. */
    static int offsetSeconds(Cursor cursor, int letters) {
        if (letters == 1) {
            return (cursor.peek() | 0x20) == 'z' ? 0 : UNKNOWN;
        }
        if (letters < 3 || letters > 4) {
            return UNKNOWN;
        }
        int hours = hours(packed(cursor, letters));
        return hours == UNKNOWN ? UNKNOWN : hours * HOUR;
    }

    /** BST, IST and the like are missing: they mean several zones. */
    private static int hours(int name) {
        return switch (name) {
            case UTC, GMT, WET -> 0;
            case CET, WEST -> 1;
            case CEST, EET, SAST -> 2;
            case EEST, MSK -> 3;
            case HKT, SGT -> 8;
            case JST, KST -> 9;
            case AEST -> 10;
            case AEDT -> 11;
            case NZST -> 12;
            case NZDT -> 13;
            case BRT -> -3;
            case EDT -> -4;
            case EST, CDT -> -5;
            case CST, MDT -> -6;
            case MST, PDT -> -7;
            case PST, AKDT -> -8;
            case AKST -> -9;
            case HST -> -10;
            default -> UNKNOWN;
        };
    }

    /** Up to four letters in one number, so that a name is found without comparing texts. */
    private static int packed(Cursor cursor, int letters) {
        int name = 0;
        for (int i = 0; i < letters; i++) {
            name = name << 8 | Ascii.toLower(cursor.peek(i));
        }
        return name;
    }
}
