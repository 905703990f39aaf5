package io.stacklens.e2e.load;

import static io.stacklens.model.Severity.DEBUG;
import static io.stacklens.model.Severity.ERROR;
import static io.stacklens.model.Severity.INFO;
import static io.stacklens.model.Severity.WARN;

import io.stacklens.model.Severity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The kinds of records that the load is mixed of. Most are one line; a stack trace has several,
 * sent one by one. Each record carries the run's word and its own number somewhere in its text, so
 * that a search can find it; each service belongs to one run alone. How often a line occurs among a
 * hundred of its kind stands before it.
 */
enum LineKind {
    JSON {
        @Override
        List<Sample> samples() {
            return Stream.of("checkout", "payment", "cart")
                    .flatMap(
                            service ->
                                    Stream.of(
                                            json(
                                                    26,
                                                    service,
                                                    INFO,
                                                    201,
                                                    "order $n(90000000) confirmed for customer"
                                                            + " c$n(100000), $n(12) items"),
                                            json(
                                                    4,
                                                    service,
                                                    DEBUG,
                                                    200,
                                                    "cache answered for key cart:$hex(12), $n(300)"
                                                            + " bytes"),
                                            json(
                                                    2,
                                                    service,
                                                    WARN,
                                                    409,
                                                    "order $n(90000000) is being changed by another"
                                                            + " request, attempt $n(4)"),
                                            json(
                                                    1,
                                                    service,
                                                    ERROR,
                                                    502,
                                                    "charge failed for order $n(90000000): card"
                                                            + " declined by issuer $n(80)")))
                    .toList();
        }
    },
    ACCESS_LOG {
        @Override
        List<Sample> samples() {
            return List.of(access(94, INFO, 200), access(5, WARN, 404), access(1, ERROR, 503));
        }
    },
    LOGFMT {
        @Override
        List<Sample> samples() {
            return List.of(
                    logfmt(90, INFO, "stock reserved for order $n(90000000)"),
                    logfmt(6, DEBUG, "shelf $n(4000) counted again"),
                    logfmt(4, WARN, "stock of SKU-$hex(8) is low"));
        }
    },
    JAVA {
        @Override
        List<Sample> samples() {
            return List.of(
                    java(96, INFO, "INFO ", ""),
                    java(2, WARN, "WARN ", ""),
                    java(2, ERROR, "ERROR", TRACE));
        }
    },
    RFC_5424 {
        @Override
        List<Sample> samples() {
            return List.of(
                    login(98, INFO, 38, "accepted"),
                    login(2, ERROR, 35, "refused: too many attempts"));
        }
    },
    RFC_3164 {
        @Override
        List<Sample> samples() {
            return List.of(
                    new Sample(
                            100,
                            "cron",
                            INFO,
                            "<78>$bsd node$n(6) $service[$n(30000)]: (root) CMD"
                                    + " (/usr/local/bin/rotate --run $run --seq $seq --job $hex(12)"
                                    + " --keep $n(30)d /var/log/$pick(nginx|mail|audit)/current)"));
        }
    },
    STACK_TRACE {
        @Override
        List<Sample> samples() {
            return List.of(
                    ledger(90, INFO, 14, "INFO", "booking $hex(16) of a$n(200) posted", ""),
                    ledger(10, ERROR, 11, "ERROR", "booking $hex(16) of a$n(200) failed", TRACE));
        }
    };

    private static final String TRACE =
            """

            java.lang.IllegalStateException: account a$n(200) is closed since day $n(900)
            \tat com.example.ledger.Account.requireOpen(Account.java:$n(300))
            \tat com.example.ledger.Booking.post(Booking.java:$n(200))
            \tat com.example.ledger.BookingService.lambda$pick(0|1|2)(BookingService.java:88)
            \tat java.base/java.util.concurrent.FutureTask.run(FutureTask.java:328)
            \tat java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1090)
            \tat java.base/java.util.concurrent.ThreadPoolExecutor$pick(A|B).run(ThreadPoolExecutor.java:614)
            \tat java.base/java.lang.Thread.run(Thread.java:1474)
            Caused by: java.sql.SQLException: row $n(90000000) was changed by session $hex(8)
            \tat com.example.ledger.Rows.compareAndSet(Rows.java:$n(120))
            \tat com.example.ledger.Account.reload(Account.java:$n(300))
            \t... $n(30) more\
            """;

    /**
     * A line of a kind.
     *
     * @param weight how often among a hundred lines; the last line of a kind takes what is left
     * @param service without the run's word
     * @param text a {@link LineTemplate}, and {@code $run} and {@code $service}
     */
    record Sample(int weight, String service, Severity severity, String text) {

        LineTemplate template(String run) {
            String name = service + "-" + run;
            return new LineTemplate(
                    name, severity, text.replace("$run", run).replace("$service", name));
        }
    }

    abstract List<Sample> samples();

    /** Whether it goes over syslog as messages whose bytes are counted, one for each line. */
    boolean isCounted() {
        return this == STACK_TRACE;
    }

    /** A hundred templates, each as often as its lines are to occur. */
    List<LineTemplate> hundred(String run) {
        List<LineTemplate> hundred = new ArrayList<>();
        for (Sample sample : samples()) {
            LineTemplate template = sample.template(run);
            for (int i = 0; i < sample.weight(); i++) {
                hundred.add(template);
            }
        }
        while (hundred.size() < 100) {
            hundred.add(hundred.getFirst());
        }
        return hundred;
    }

    /** The services that its lines name, in a given run. */
    List<String> services(String run) {
        return samples().stream().map(sample -> sample.service() + "-" + run).distinct().toList();
    }

    /** Where its lines are posted: a line that names no service gets it from the path. */
    String path(String run) {
        return switch (this) {
            case ACCESS_LOG, JAVA -> "/ingest/" + services(run).getFirst();
            case JSON, LOGFMT, RFC_5424, RFC_3164, STACK_TRACE -> "/ingest";
        };
    }

    private static Sample json(
            int weight, String service, Severity severity, int status, String message) {
        return new Sample(
                weight,
                service,
                severity,
                """
                {"timestamp":"$iso","level":"%s","service":"$service",\
                "logger":"com.example.$pick(orders.OrderController|orders.Basket|pay.Charges)",\
                "message":"%s","http_method":"POST","http_route":"/orders/{id}",\
                "http_status":%d,"duration_ms":$millis.$n(1000),"user_id":"u$n(5000)",\
                "account_id":"a$n(200)","client_address":"10.$n(4).$n(250).$n(250)",\
                "trace_id":"$hex(32)","span_id":"$hex(16)","run":"$run","seq":$seq}\
                """
                        .formatted(severity.name().toLowerCase(Locale.ROOT), message, status));
    }

    private static Sample access(int weight, Severity severity, int status) {
        return new Sample(
                weight,
                "web",
                severity,
                """
                192.0.2.$n(250) - - [$clf] "GET /$pick(products|search|cart|orders)/$n(90000)\
                ?run=$run&seq=$seq HTTP/1.1" %d $n(40000) "https://shop.example/$pick(|sale|new)"\
                 "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)\
                 Chrome/1$n(40).0.$n(9).0 Safari/537.36\"\
                """
                        .formatted(status));
    }

    private static Sample logfmt(int weight, Severity severity, String message) {
        return new Sample(
                weight,
                "orders",
                severity,
                """
                time=$iso level=%s service=$service caller=stock/reserve.go:$n(400) msg="%s"\
                 sku=SKU-$hex(8) warehouse=$pick(ams|fra|lhr) items=$n(9)\
                 duration=$millis.$n(1000)ms trace_id=$hex(32) run=$run seq=$seq\
                """
                        .formatted(severity.name().toLowerCase(Locale.ROOT), message));
    }

    private static Sample java(int weight, Severity severity, String level, String trace) {
        return new Sample(
                weight,
                "billing",
                severity,
                """
                $log4j %s [worker-$n(8)] com.example.billing.$pick(InvoiceWriter|Ledger|TaxTable)\
                 - run $run seq $seq: invoice INV-$n(90000000) of account a$n(200) written to\
                 /var/spool/invoices/$hex(16).pdf, $n(90000) bytes in $millis ms%s\
                """
                        .formatted(level, trace));
    }

    private static Sample login(int weight, Severity severity, int priority, String outcome) {
        return new Sample(
                weight,
                "auth",
                severity,
                """
                <%d>1 $iso node$n(6) $service $n(4000) LOGIN [load@32473 run="$run" seq="$seq"\
                 session="$hex(16)"] login of u$n(5000) from 10.$n(4).$n(250).$n(250) port\
                 $n(60000) by public key SHA256:$hex(40) %s\
                """
                        .formatted(priority, outcome));
    }

    private static Sample ledger(
            int weight,
            Severity severity,
            int priority,
            String level,
            String message,
            String trace) {
        return new Sample(
                weight,
                "ledger",
                severity,
                """
                <%d>1 $iso node$n(6) $service $n(4000) - [load@32473 run="$run" seq="$seq"]\
                 %s [exec-$n(200)] com.example.ledger.Booking - %s in $millis ms%s\
                """
                        .formatted(priority, level, message, trace));
    }
}
