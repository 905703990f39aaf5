package io.stacklens.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.Business;
import io.stacklens.model.Catalogue;
import io.stacklens.model.LogRecord;
import io.stacklens.model.batch.LogColumn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reference data that are edited one by one and in bulk. */
@ExtendWith(RunningEnrichment.Shared.class)
class EditingIT {

    private final RunningEnrichment enrichment;

    EditingIT(RunningEnrichment enrichment) {
        this.enrichment = enrichment;
    }

    @Test
    void anEditCountsForTheNextBatch() throws Exception {
        String body = "edited " + UUID.randomUUID();
        assertThat(
                        enrichment.put(
                                "/api/v1/business-accounts/shop",
                                "{\"tier\":\"free\",\"risk_score\":10}"))
                .isEqualTo(200);
        enrichment.send(RunningEnrichment.line(body + " a", "u-1", "shop").build());
        assertThat(enrichment.receive(body + " a").record(0).business().tier()).isEqualTo("free");

        assertThat(
                        enrichment.put(
                                "/api/v1/business-accounts/shop",
                                "{\"tier\":\"paid\",\"risk_score\":100}"))
                .isEqualTo(200);
        enrichment.send(RunningEnrichment.line(body + " b", "u-1", "shop").build());

        LogRecord record = enrichment.receive(body + " b").record(0);
        assertThat(record.business()).isEqualTo(new Business("paid", null, 100));
        assertThat(record.riskScore()).isEqualTo(25 + 4 + 40);
        assertThat(enrichment.get("/api/v1/business-accounts?limit=1&cursor=sho").body())
                .isEqualTo(
                        "{\"items\":[{\"account_id\":\"shop\",\"tier\":\"paid\",\"revenue\":null,"
                                + "\"risk_score\":100}],\"next_cursor\":null}");
    }

    @Test
    void refusesARiskScoreOutOfRange() throws Exception {
        assertThat(enrichment.put("/api/v1/business-accounts/shop2", "{\"risk_score\":101}"))
                .isEqualTo(400);
        assertThat(enrichment.get("/api/v1/business-accounts/shop2").statusCode()).isEqualTo(404);
    }

    @Test
    void takesRowsInBulkAndSaysWhatIsWrongWithALine() throws Exception {
        HttpResponse<String> csv =
                enrichment.post(
                        "/api/v1/user-profiles/bulk",
                        "text/csv",
                        """
                        user_id,name,home_country
                        b-1,"Dan, the first",DE
                        b-2,Eve,Norway
                        b-1,Dan,NO
                        """);
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.body())
                .isEqualTo(
                        "{\"accepted\":2,\"rejected\":1,\"errors\":[{\"line\":3,"
                                + "\"field\":\"home_country\",\"value\":\"Norway\","
                                + "\"reason\":\"a country's two letters\"}]}");
        assertThat(enrichment.get("/api/v1/user-profiles/b-1").body())
                .isEqualTo(
                        "{\"user_id\":\"b-1\",\"name\":\"Dan\",\"segment\":null,"
                                + "\"home_country\":\"NO\",\"risk_score\":null}");

        String services =
                IntStream.range(0, 2500)
                        .mapToObj(n -> "{\"service\":\"s-%d\",\"owner\":\"team-b\"}".formatted(n))
                        .collect(Collectors.joining("\n"));
        assertThat(
                        enrichment
                                .post("/api/v1/services/bulk", "application/x-ndjson", services)
                                .body())
                .isEqualTo("{\"accepted\":2500,\"rejected\":0,\"errors\":[]}");
        assertThat(enrichment.query("select count(*) from services where owner = 'team-b'"))
                .isEqualTo("2500");
        String body = "bulk " + UUID.randomUUID();
        enrichment.send(
                RunningEnrichment.line(body, "b-1", "acme")
                        .put(LogColumn.SERVICE, "s-2499")
                        .build());
        assertThat(enrichment.receive(body).record(0).catalogue())
                .isEqualTo(new Catalogue("team-b", null, null));
    }

    @Test
    void refusesABulkOfAnotherFormAndStopsAtTheLimit() throws Exception {
        assertThat(enrichment.post("/api/v1/services/bulk", "text/csv", "owner\nx\n").statusCode())
                .isEqualTo(400);

        HttpResponse<String> tooMany =
                enrichment.post(
                        "/api/v1/services/bulk",
                        "text/plain",
                        "service\n"
                                + IntStream.range(0, 5001)
                                        .mapToObj(n -> "limit-" + n)
                                        .collect(Collectors.joining("\n")));
        assertThat(tooMany.statusCode()).isEqualTo(413);
        assertThat(tooMany.body()).contains("more than 5000 lines", "\"accepted\":5000");
    }
}
