package io.stacklens.parser.severity;

/** The numbers that loggers use for severities, as those of OpenTelemetry; 0 when unknown. */
public final class SeverityNumbers {

    /** Emergency to debug, by OpenTelemetry's table for syslog. */
    private static final int[] SYSLOG = {21, 19, 18, 17, 13, 10, 9, 5};

    private SeverityNumbers() {}

    /** The severity of a syslog priority. */
    public static int ofSyslog(int severity) {
        return SYSLOG[severity & 7];
    }

    /**
     * A level written as a number without a word: 0 to 7 are syslog's (GELF, journald), 10 to 69
     * those of pino and bunyan (10 trace … 60 fatal), 1000 and more those of log4j and logback
     * (5000 trace … 50000 fatal).
     */
    public static int ofLevel(long level) {
        if (level >= 0 && level <= 7) {
            return ofSyslog((int) level);
        }
        if (level >= 10 && level < 70) {
            return number((int) (level / 10) - 1);
        }
        if (level >= 1000 && level <= 60_000) {
            return number((int) (level / 10_000));
        }
        return 0;
    }

    /** A level of Python's logging: 10 debug … 50 critical. */
    public static int ofPython(long level) {
        return level >= 1 && level < 60 ? number((int) (level / 10)) : 0;
    }

    /** A severity number of OpenTelemetry itself. */
    public static int ofOpenTelemetry(long number) {
        return number >= 1 && number <= 24 ? (int) number : 0;
    }

    /** The lowest number of a range; ranks go from 0 for trace to 5 for fatal. */
    private static int number(int rank) {
        return 1 + 4 * Math.clamp(rank, 0, 5);
    }
}
