package io.stacklens.logstore;

import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Log records as enrichment leaves them, of lines of about 300 bytes: JSON of applications, access
 * logs, logfmt, Java text with stack traces, syslog. Evenly spread over time; the same seed gives
 * the same records. One in ten million bodies holds the word {@value #RARE_WORD}.
 */
final class RealisticLogs {

    static final String RARE_WORD = "heisenbug";

    private static final String[] SERVICES = {
        "checkout",
        "payment",
        "cart",
        "search",
        "catalog",
        "shipping",
        "web",
        "gateway",
        "orders",
        "billing",
        "auth",
        "cron"
    };
    private static final String[] ROUTES = {
        "/orders/{id}", "/cart/items", "/payments/{id}/capture", "/search", "/users/{id}/sessions"
    };
    private static final String[] VERBS = {
        "confirmed", "reserved", "captured", "rejected", "queued", "refreshed", "expired"
    };
    private static final String[] AGENTS = {
        "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/128.0.0.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148",
        "curl/8.5.0"
    };
    private static final String[] COUNTRIES = {"DE", "FR", "US", "JP", "BR"};
    private static final String HEX = "0123456789abcdef";

    private final SplittableRandom random;
    private final long nanosApart;
    private long time;
    private long offset;

    /**
     * Begins at a time.
     *
     * @param start of the first record, nanoseconds since the epoch
     * @param perSecond records in a second
     */
    RealisticLogs(long seed, long start, int perSecond) {
        this.random = new SplittableRandom(seed);
        this.time = start;
        this.nanosApart = Duration.ofSeconds(1).toNanos() / perSecond;
    }

    /** The next records. */
    LogBatch batch(int size) {
        LogBatchBuilder batch = new LogBatchBuilder();
        int partition = random.nextInt(4);
        offset++;
        for (int index = 0; index < size; index++) {
            time += nanosApart;
            batch.addRow();
            batch.put(LogColumn.TIMESTAMP, time - random.nextInt(50) * 1_000_000L)
                    .put(LogColumn.OBSERVED_TIMESTAMP, time)
                    .put(LogColumn.ORIGIN_PARTITION, partition)
                    .put(LogColumn.ORIGIN_OFFSET, offset)
                    .put(LogColumn.ORIGIN_INDEX, index);
            int kind = random.nextInt(100);
            if (kind < 40) {
                addApplication(batch);
            } else if (kind < 65) {
                addAccess(batch);
            } else if (kind < 77) {
                addLogfmt(batch);
            } else if (kind < 91) {
                addJava(batch);
            } else {
                addSyslog(batch);
            }
        }
        return batch.build();
    }

    private void addApplication(LogBatchBuilder batch) {
        boolean failed = random.nextInt(100) == 0;
        String order = Integer.toString(random.nextInt(1_000_000));
        String service = SERVICES[random.nextInt(6)];
        String body =
                failed
                        ? "charge failed for order " + order + ": card declined by issuer"
                        : "order "
                                + order
                                + " "
                                + pick(VERBS)
                                + " for customer in store "
                                + random.nextInt(300)
                                + rare();
        common(batch, failed ? 17 : severity(), service, body, "json", 430);
        batch.put(LogColumn.SEVERITY_TEXT, failed ? "error" : "info")
                .put(LogColumn.HOST, "node-" + random.nextInt(12))
                .put(LogColumn.HTTP_METHOD, "POST")
                .put(LogColumn.HTTP_ROUTE, pick(ROUTES))
                .put(LogColumn.HTTP_STATUS, failed ? 502 : 201)
                .put(LogColumn.DURATION_MS, random.nextInt(400_000) / 1000.0)
                .put(LogColumn.USER_ID, "u" + random.nextInt(5_000))
                .put(LogColumn.ACCOUNT_ID, "a" + random.nextInt(200))
                .put(LogColumn.CLIENT_ADDRESS, address("10."))
                .put(LogColumn.LOGGER, "com.example." + service + ".OrderService")
                .put(LogColumn.BUSINESS_TIER, random.nextInt(4) == 0 ? "gold" : "standard");
        if (random.nextInt(2) == 0) {
            batch.put(LogColumn.TRACE_ID, hex(32)).put(LogColumn.SPAN_ID, hex(16));
        }
        batch.putAttribute("thread", "http-" + random.nextInt(32))
                .putAttribute("region", random.nextInt(3) == 0 ? "eu-west-1" : "us-east-1")
                .putAttribute("version", "2026.11." + random.nextInt(3));
    }

    private void addAccess(LogBatchBuilder batch) {
        int draw = random.nextInt(200);
        int status = draw == 0 ? 503 : draw < 10 ? 404 : 200;
        String item = Integer.toString(random.nextInt(50_000));
        String path = "/products/" + item + "?page=" + random.nextInt(20);
        String size = Integer.toString(200 + random.nextInt(40_000));
        String address = address("192.");
        String agent = pick(AGENTS);
        String body =
                address
                        + " - - [22/Nov/2026:08:13:13 +0000] \"GET "
                        + path
                        + " HTTP/1.1\" "
                        + status
                        + " "
                        + size
                        + " \"https://shop.example/\" \""
                        + agent
                        + "\"";
        common(batch, draw == 0 ? 17 : draw < 10 ? 13 : 9, "web", body, "combined", body.length());
        batch.put(LogColumn.HTTP_METHOD, "GET")
                .put(LogColumn.URL_PATH, "/products/{id}")
                .put(LogColumn.HTTP_STATUS, status)
                .put(LogColumn.CLIENT_ADDRESS, address)
                .put(LogColumn.GEO_COUNTRY_CODE, pick(COUNTRIES))
                .putAttribute("url.original", path)
                .putAttribute("response_bytes", size)
                .putAttribute("referer", "https://shop.example/")
                .putAttribute("user_agent", agent);
    }

    private void addLogfmt(LogBatchBuilder batch) {
        String body = "stock reserved for order " + random.nextInt(1_000_000) + rare();
        common(batch, severity(), "orders", body, "logfmt", 210);
        batch.put(LogColumn.SEVERITY_TEXT, "info")
                .put(LogColumn.DURATION_MS, (double) random.nextInt(2_000))
                .putAttribute("items", Integer.toString(1 + random.nextInt(9)))
                .putAttribute("warehouse", "wh-" + random.nextInt(40))
                .putAttribute("caller", "reserve.go:" + random.nextInt(400))
                .putAttribute("request_id", hex(16));
    }

    private void addJava(LogBatchBuilder batch) {
        boolean failed = random.nextInt(8) == 0;
        String body =
                "2026-11-22 08:13:13,"
                        + random.nextInt(1000)
                        + " INFO [worker-"
                        + random.nextInt(8)
                        + "] com.example.billing.InvoiceWriter - invoice "
                        + random.nextInt(1_000_000)
                        + " written to /var/spool/invoices in "
                        + random.nextInt(900)
                        + " ms";
        if (failed) {
            body += "\njava.lang.IllegalStateException: ledger is closed" + trace();
            batch.put(LogColumn.EXCEPTION_TYPE, "java.lang.IllegalStateException")
                    .put(LogColumn.LINE_COUNT, 6);
        }
        common(batch, failed ? 17 : severity(), "billing", body, "logback", body.length());
        batch.put(LogColumn.LOGGER, "com.example.billing.InvoiceWriter")
                .putAttribute("thread", "worker-" + random.nextInt(8));
    }

    private String trace() {
        return """

        \tat com.example.billing.Ledger.post(Ledger.java:%d)
        \tat com.example.billing.InvoiceWriter.write(InvoiceWriter.java:%d)
        \tat com.example.web.Dispatch.handle(Dispatch.java:117)
        \tat java.base/java.lang.Thread.run(Thread.java:1474)\
        """
                .formatted(random.nextInt(300), random.nextInt(300));
    }

    private void addSyslog(LogBatchBuilder batch) {
        boolean refused = random.nextInt(40) == 0;
        String user = "u" + random.nextInt(5_000);
        String body =
                refused
                        ? "Failed password for "
                                + user
                                + " from "
                                + address("192.")
                                + " port "
                                + random.nextInt(60_000)
                                + " ssh2"
                        : "Accepted publickey for "
                                + user
                                + " from "
                                + address("10.")
                                + " port "
                                + random.nextInt(60_000)
                                + " ssh2: RSA SHA256:"
                                + hex(20);
        common(batch, refused ? 13 : 9, "auth", body, "rfc5424", body.length() + 60);
        batch.put(LogColumn.HOST, "node-" + random.nextInt(12))
                .putAttribute("syslog.facility", "auth")
                .putAttribute("process.pid", Integer.toString(300 + random.nextInt(30_000)));
    }

    private void common(
            LogBatchBuilder batch,
            int severity,
            String service,
            String body,
            String format,
            int rawSize) {
        batch.put(LogColumn.SEVERITY_NUMBER, severity)
                .put(LogColumn.SERVICE, service)
                .put(LogColumn.BODY, body)
                .put(LogColumn.FORMAT, format)
                .put(LogColumn.TEMPLATE_ID, "%016x".formatted((service + severity).hashCode()))
                .put(LogColumn.CATEGORY, "application")
                .put(LogColumn.RISK_SCORE, severity >= 17 ? 40 : 5)
                .put(LogColumn.RAW_SIZE, rawSize);
    }

    private int severity() {
        int draw = random.nextInt(100);
        return draw < 8 ? 5 : draw < 95 ? 9 : draw < 99 ? 13 : 17;
    }

    private String rare() {
        return random.nextInt(5_000_000) == 0 ? " " + RARE_WORD : "";
    }

    private String address(String network) {
        return network + random.nextInt(4) + "." + random.nextInt(250) + "." + random.nextInt(250);
    }

    private String hex(int digits) {
        StringBuilder hex = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            hex.append(HEX.charAt(random.nextInt(16)));
        }
        return hex.toString();
    }

    private String pick(String[] values) {
        return values[random.nextInt(values.length)];
    }
}
