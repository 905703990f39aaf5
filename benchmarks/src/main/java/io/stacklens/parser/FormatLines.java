package io.stacklens.parser;

import io.stacklens.e2e.load.SampleLines;
import io.stacklens.model.batch.RawBatch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A line of each format, as its software writes it, with numbers that differ from line to line. */
public enum FormatLines {
    APACHE_COMBINED(
            "203.0.113.%3$d - - [04/Mar/2026:12:00:%2$02d +0000] \"GET /carts/%1$d/items?page=3"
                + " HTTP/1.1\" 200 %4$d \"https://shop.example/start\" \"Mozilla/5.0 (X11; Linux"
                + " x86_64) AppleWebKit/537.36\""),
    JSON_PINO(
            "{\"level\":30,\"time\":17726256%2$02d475,\"pid\":4242,\"hostname\":\"web-1\",\"reqId\":\"req-%1$d\","
                + "\"req\":{\"method\":\"GET\",\"url\":\"/carts/%1$d\",\"remoteAddress\":\"203.0.113.%3$d\"},\"res\":{\"statusCode\":200},\"responseTime\":%4$d,\"msg\":\"request"
                + " completed\"}"),
    JSON_LOGSTASH(
            "{\"@timestamp\":\"2026-03-04T12:00:%2$02d.374Z\",\"@version\":\"1\",\"message\":\"order"
                + " %1$d placed\","
                + "\"logger_name\":\"com.shop.Checkout\",\"thread_name\":\"http-%3$d\",\"level\":\"INFO\",\"level_value\":20000}"),
    JSON_ECS(
            "{\"@timestamp\":\"2026-03-04T12:00:%2$02d.355Z\",\"log.level\":\"WARN\",\"message\":\"slow"
                + " query took %4$d ms\","
                + "\"ecs.version\":\"1.2.0\",\"service.name\":\"checkout\",\"process.thread.name\":\"main\","
                + "\"log.logger\":\"com.shop.Checkout\",\"trace.id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}"),
    JSON_ZAP(
            "{\"level\":\"info\",\"ts\":17726256%2$02d.4438212,\"logger\":\"gateway\",\"caller\":\"gateway/proxy.go:77\",\"msg\":\"upstream"
                + " answered\",\"latency\":0.35,\"status\":200,\"request_id\":\"r-%1$d\"}"),
    JSON_CLEF(
            "{\"@t\":\"2026-03-04T12:00:%2$02d.1234567Z\",\"@mt\":\"Order {OrderId} for {Customer}"
                + " took {Elapsed} ms\","
                + "\"OrderId\":%1$d,\"Customer\":\"Ada\",\"Elapsed\":%4$d,\"SourceContext\":\"Shop.Orders\"}"),
    LOGFMT(
            "time=2026-03-04T12:00:%2$02dZ level=info msg=\"order placed\" order=%1$d"
                    + " service=checkout duration=%4$dms status=200"),
    CRI(
            "2026-03-04T12:00:%2$02d.123456789Z stdout F {\"level\":\"info\",\"msg\":\"order %1$d"
                    + " placed\",\"took\":%4$d}"),
    RFC_5424(
            "<134>1 2026-03-04T12:00:%2$02d.173671Z web-1 checkout %4$d ID47 [meta@32473"
                    + " env=\"prod\"] order %1$d placed"),
    RFC_3164("<134>Mar  4 12:00:%2$02d web-1 checkout[%4$d]: order %1$d placed by 203.0.113.%3$d"),
    CISCO(
            "<189>%4$d: Mar  4 12:00:%2$02d.123: %%LINK-3-UPDOWN: Interface GigabitEthernet0/%3$d,"
                    + " changed state to down"),
    CEF(
            "CEF:0|Security|threatmanager|1.0|100|worm stopped|10|src=203.0.113.%3$d"
                    + " dst=198.51.100.2 spt=%4$d msg=connection refused rt=17726256%2$02d355"),
    HAPROXY(
            "203.0.113.%3$d:33317 [04/Mar/2026:12:00:%2$02d.655] http-in static/srv1"
                + " 10/0/30/69/%4$d 200 2750 - - ---- 1/1/1/1/0 0/0 \"GET /carts/%1$d HTTP/1.1\""),
    ALB(
            "https 2026-03-04T12:00:%2$02d.186641Z app/shop/50dc6c495c0c9188 203.0.113.%3$d:2817"
                + " 10.0.0.1:80 0.000 0.001 0.000 200 200 34 %4$d \"GET"
                + " https://shop.example:443/carts/%1$d HTTP/1.1\" \"curl/8.5.0\" ECDHE-RSA TLSv1.2"
                + " arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/t/73e2"
                + " \"Root=1-58337262-36d2\" \"-\" \"-\" 0 2026-03-04T12:00:00.364000Z \"forward\""
                + " \"-\" \"-\" \"10.0.0.1:80\" \"200\" \"-\" \"-\""),
    IIS(
            "2026-03-04 12:00:%2$02d 10.0.0.1 GET /carts/%1$d x=1 443 - 203.0.113.%3$d"
                    + " Mozilla/5.0+(Windows+NT+10.0) - 200 0 0 %4$d"),
    ENVOY(
            "[2026-03-04T12:00:%2$02d.310Z] \"GET /carts/%1$d HTTP/2\" 200 - 0 91 %4$d 11"
                    + " \"203.0.113.%3$d\" \"curl/8.5.0\" \"cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2\""
                    + " \"shop.example\" \"10.0.2.1:80\""),
    /** Texts that every format has to leave alone; by what they begin with. */
    NONE_LETTER(
            "the conveyor in hall %3$d has been stopped by the operator of shift %1$d, who waits"
                    + " for a belt"),
    NONE_DIGIT(
            "%1$d belts of hall %3$d were changed by the operators of the night shift, who found"
                    + " them worn"),
    NONE_TIME(
            "2026-03-04 12:00:%2$02d,123 the conveyor in hall %3$d was stopped by the operator of"
                    + " shift %1$d"),
    NONE_BRACKET(
            "[hall %3$d] the conveyor has been stopped by the operator of shift %1$d, who waits for"
                    + " a belt");

    /** As in the published test of Data Prepper. */
    static final int BATCH = 200;

    private final String line;

    FormatLines(String line) {
        this.line = line;
    }

    RawBatch batch() {
        return SampleLines.rawBatch(lines());
    }

    List<byte[]> lines() {
        return IntStream.range(0, BATCH)
                .mapToObj(n -> line.formatted(70_000 + n * 7, n % 60, n % 250, 100 + n))
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }
}
