package io.stacklens.e2e;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A known mixture of lines: five services, seven formats, all severities, spread over three minutes
 * of the past. It says of each line what the platform has to make of it.
 */
final class Mixture {

    private static final int LINES_OF_EACH = 120;
    private static final String[] LEVELS = {"debug", "info", "info", "warn", "error", "fatal"};

    private final String run;
    private final Instant begin;
    private final Random random = new Random(7);
    private final List<Line> json = new ArrayList<>();
    private final List<Line> logfmt = new ArrayList<>();
    private final List<Line> access = new ArrayList<>();
    private final List<Line> java = new ArrayList<>();
    private final List<Line> rfc5424 = new ArrayList<>();
    private final List<Line> rfc3164 = new ArrayList<>();
    private int next;

    /**
     * A line, and what is true of it.
     *
     * @param durationMillis NaN if it names none
     */
    record Line(
            int seq,
            String text,
            String service,
            Instant at,
            String severity,
            int status,
            double durationMillis) {

        boolean isError() {
            return severity.equals("ERROR") || severity.equals("FATAL") || status >= 500;
        }

        /** Whether it names a status or a duration. */
        boolean isRequest() {
            return status > 0 || hasDuration();
        }

        boolean hasDuration() {
            return !Double.isNaN(durationMillis);
        }
    }

    /**
     * Lines of a run.
     *
     * @param begin the first event time; whole minutes make the expectations readable
     */
    Mixture(String run, Instant begin) {
        this.run = run;
        this.begin = begin;
        for (int i = 0; i < LINES_OF_EACH; i++) {
            json.add(jsonLine());
            logfmt.add(logfmtLine());
            access.add(accessLine());
            java.add(javaLine());
            rfc5424.add(rfc5424Line());
            rfc3164.add(rfc3164Line());
        }
    }

    List<Line> json() {
        return json;
    }

    List<Line> logfmt() {
        return logfmt;
    }

    List<Line> access() {
        return access;
    }

    List<Line> java() {
        return java;
    }

    List<Line> rfc5424() {
        return rfc5424;
    }

    List<Line> rfc3164() {
        return rfc3164;
    }

    List<Line> all() {
        List<Line> all = new ArrayList<>();
        List.of(json, logfmt, access, java, rfc5424, rfc3164).forEach(all::addAll);
        return all;
    }

    String service(String name) {
        return name + "-" + run;
    }

    /** The lines as one body. */
    static String body(List<Line> lines) {
        StringBuilder body = new StringBuilder();
        lines.forEach(line -> body.append(line.text()).append('\n'));
        return body.toString();
    }

    private Line jsonLine() {
        int seq = next++;
        String service = service(json.size() % 2 == 0 ? "shop" : "cart");
        String level = level();
        int status = level.equals("error") ? 500 + random.nextInt(4) : 200;
        double millis = millis();
        String text =
                """
                {"timestamp":"%s","level":"%s","service":"%s","message":"order %d %s","http_status":%d,\
                "duration_ms":%s,"user_id":"u%d"}\
                """
                        .formatted(
                                at(seq), level, service, seq, mark(seq), status, millis, seq % 17);
        return new Line(seq, text, service, at(seq), severity(level), status, millis);
    }

    private Line logfmtLine() {
        int seq = next++;
        String level = level();
        double millis = millis();
        String text =
                "time=%s level=%s service=%s msg=\"stock of %d counted\" duration=%sms mark=\"%s\""
                        .formatted(at(seq), level, service("stock"), seq, millis, mark(seq));
        return new Line(seq, text, service("stock"), at(seq), severity(level), 0, millis);
    }

    private Line accessLine() {
        int seq = next++;
        int status = List.of(200, 200, 304, 404, 503).get(random.nextInt(5));
        String text =
                "203.0.113.%d - - [%s] \"GET /p/%d?m=%s HTTP/1.1\" %d 5120 \"-\" \"curl/8.5.0 (%s)\""
                        .formatted(
                                seq % 250,
                                pattern("dd/MMM/yyyy:HH:mm:ss +0000").format(at(seq)),
                                seq,
                                run,
                                status,
                                mark(seq));
        String severity = status >= 500 ? "ERROR" : status >= 400 ? "WARN" : "INFO";
        return new Line(seq, text, service("web"), wholeSecond(seq), severity, status, Double.NaN);
    }

    private Line javaLine() {
        int seq = next++;
        String level = level().replace("fatal", "error");
        String text =
                "%s %s [main] com.example.Ledger - booking %d done %s"
                        .formatted(
                                pattern("yyyy-MM-dd HH:mm:ss,SSS").format(at(seq)),
                                level.toUpperCase(Locale.ROOT),
                                seq,
                                mark(seq));
        return new Line(seq, text, service("ledger"), at(seq), severity(level), 0, Double.NaN);
    }

    private Line rfc5424Line() {
        int seq = next++;
        int severity = random.nextInt(8);
        String text =
                "<%d>1 %s host1 %s 77 ID7 [m@32473 n=\"%d\"] login of user %d %s"
                        .formatted(4 * 8 + severity, at(seq), service("auth"), seq, seq, mark(seq));
        return new Line(seq, text, service("auth"), at(seq), ofSyslog(severity), 0, Double.NaN);
    }

    private Line rfc3164Line() {
        int seq = next++;
        int severity = random.nextInt(8);
        String text =
                "<%d>%s host2 %s[%d]: job %d ran %s"
                        .formatted(
                                9 * 8 + severity,
                                pattern("MMM ppd HH:mm:ss").format(at(seq)),
                                service("cron"),
                                100 + seq,
                                seq,
                                mark(seq));
        return new Line(
                seq, text, service("cron"), wholeSecond(seq), ofSyslog(severity), 0, Double.NaN);
    }

    /** Two words: the run's, which finds all lines, and one with the number, which finds one. */
    private String mark(int seq) {
        return run + " " + run + "n" + seq;
    }

    private Instant at(int seq) {
        return begin.plusMillis((seq * 7919L) % 180_000);
    }

    private Instant wholeSecond(int seq) {
        return Instant.ofEpochSecond(at(seq).getEpochSecond());
    }

    private String level() {
        return LEVELS[random.nextInt(LEVELS.length)];
    }

    private double millis() {
        return Math.round(Math.exp(3 + random.nextGaussian()) * 1000) / 1000.0;
    }

    private static String severity(String level) {
        return level.toUpperCase(Locale.ROOT);
    }

    /** The table of the OpenTelemetry log data model, by ranges. */
    private static String ofSyslog(int severity) {
        return switch (severity) {
            case 0, 1, 2 -> severity == 0 ? "FATAL" : "ERROR";
            case 3 -> "ERROR";
            case 4 -> "WARN";
            case 5, 6 -> "INFO";
            default -> "DEBUG";
        };
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
