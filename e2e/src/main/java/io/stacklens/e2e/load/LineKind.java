package io.stacklens.e2e.load;

import java.util.List;

/**
 * The kinds of lines that the load is mixed of. Each line carries the run's word and its own number
 * somewhere in its text, so that a search can find it; each service belongs to one run alone.
 */
enum LineKind {
    JSON("checkout", "payment", "cart") {
        @Override
        void write(StringBuilder out, String run, long seq, Stamp stamp) {
            Draw draw = new Draw(seq);
            boolean failed = draw.oneIn(100);
            out.append("{\"timestamp\":\"").append(stamp.iso());
            out.append("\",\"level\":\"").append(failed ? "error" : draw.of(LEVELS));
            out.append("\",\"service\":\"").append(draw.of("checkout", "payment", "cart"));
            out.append('-').append(run);
            out.append("\",\"message\":\"").append(failed ? "charge failed for order " : "order ");
            out.append(draw.below(1_000_000)).append(failed ? ": card declined" : " confirmed");
            out.append("\",\"http_method\":\"POST\",\"http_route\":\"/orders/{id}\"");
            out.append(",\"http_status\":").append(failed ? 502 : 201);
            out.append(",\"duration_ms\":")
                    .append(draw.millis())
                    .append('.')
                    .append(draw.below(1000));
            out.append(",\"user_id\":\"u").append(draw.below(5_000));
            out.append("\",\"account_id\":\"a").append(draw.below(200));
            out.append("\",\"client_address\":\"10.").append(draw.below(4)).append('.');
            out.append(draw.below(250)).append('.').append(draw.below(250));
            out.append("\",\"trace_id\":\"").append(draw.hex16()).append(draw.hex16());
            out.append("\",\"run\":\"").append(run).append("\",\"seq\":").append(seq).append("}\n");
        }
    },
    ACCESS_LOG("web") {
        @Override
        void write(StringBuilder out, String run, long seq, Stamp stamp) {
            Draw draw = new Draw(seq);
            out.append("192.0.2.").append(draw.below(250)).append(" - - [").append(stamp.clf());
            out.append("] \"GET /").append(draw.of("products", "search", "cart", "assets/app.js"));
            out.append("?run=").append(run).append("&seq=").append(seq).append(" HTTP/1.1\" ");
            out.append(draw.oneIn(200) ? 503 : draw.oneIn(20) ? 404 : 200);
            out.append(' ').append(200 + draw.below(40_000));
            out.append(" \"https://shop.example/\" \"Mozilla/5.0 (X11; Linux x86_64) Firefox/1");
            out.append(draw.of("28", "30", "31")).append(".0\"\n");
        }
    },
    LOGFMT("orders") {
        @Override
        void write(StringBuilder out, String run, long seq, Stamp stamp) {
            Draw draw = new Draw(seq);
            out.append("time=").append(stamp.iso()).append(" level=").append(draw.of(LEVELS));
            out.append(" service=orders-").append(run);
            out.append(" msg=\"stock reserved for order ").append(draw.below(1_000_000));
            out.append("\" items=").append(1 + draw.below(9));
            out.append(" duration=").append(draw.millis()).append("ms run=").append(run);
            out.append(" seq=").append(seq).append('\n');
        }
    },
    JAVA("billing") {
        @Override
        void write(StringBuilder out, String run, long seq, Stamp stamp) {
            Draw draw = new Draw(seq);
            out.append(stamp.log4j()).append(draw.oneIn(50) ? " WARN " : " INFO ");
            out.append(" [worker-").append(draw.below(8)).append("] com.example.billing.");
            out.append(draw.of("InvoiceWriter", "Ledger", "TaxTable"))
                    .append(" - run ")
                    .append(run);
            out.append(" seq ").append(seq).append(": invoice ").append(draw.below(1_000_000));
            out.append(" written to /var/spool/invoices in ").append(draw.millis()).append(" ms\n");
        }
    },
    RFC_5424("auth") {
        @Override
        void write(StringBuilder out, String run, long seq, Stamp stamp) {
            Draw draw = new Draw(seq);
            boolean refused = draw.oneIn(80);
            out.append(refused ? "<35>1 " : "<38>1 ").append(stamp.iso()).append(" node");
            out.append(draw.below(6)).append(" auth-").append(run).append(' ');
            out.append(300 + draw.below(40)).append(" LOGIN [load@32473 run=\"").append(run);
            out.append("\" seq=\"").append(seq).append("\"] login of u").append(draw.below(5_000));
            out.append(refused ? " refused: wrong password\n" : " accepted\n");
        }
    },
    RFC_3164("cron") {
        @Override
        void write(StringBuilder out, String run, long seq, Stamp stamp) {
            Draw draw = new Draw(seq);
            out.append("<78>").append(stamp.bsd()).append(" node").append(draw.below(6));
            out.append(" cron-").append(run).append('[').append(1000 + draw.below(30_000));
            out.append("]: (root) CMD (/usr/bin/rotate --run ").append(run).append(" --seq ");
            out.append(seq).append(")\n");
        }
    };

    private static final String[] LEVELS = {"info", "info", "info", "info", "debug", "warn"};

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> services;

    LineKind(String... services) {
        this.services = List.of(services);
    }

    /** Writes one line and its newline. */
    abstract void write(StringBuilder out, String run, long seq, Stamp stamp);

    /** The services that its lines name, in a given run. */
    List<String> services(String run) {
        return services.stream().map(service -> service + "-" + run).toList();
    }

    /** Where its lines are posted: a line that names no service gets it from the path. */
    String path(String run) {
        return switch (this) {
            case ACCESS_LOG, JAVA -> "/ingest/" + services(run).getFirst();
            case JSON, LOGFMT, RFC_5424, RFC_3164 -> "/ingest";
        };
    }
}
