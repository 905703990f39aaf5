package io.stacklens.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.model.Business;
import io.stacklens.model.Catalogue;
import io.stacklens.model.LogRecord;
import io.stacklens.model.User;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.UUID;

/** What the service adds to lines, from reference data and files that change meanwhile. */
@ExtendWith(RunningEnrichment.Shared.class)
class EnrichmentIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final RunningEnrichment enrichment;

    EnrichmentIT(RunningEnrichment enrichment) {
        this.enrichment = enrichment;
    }

    @Test
    void addsWhatIsKnownInTheSamePartitionAndLeavesTheRest() throws Exception {
        String body = "login of " + UUID.randomUUID();
        LogBatchBuilder lines = RunningEnrichment.line(body, "u-1", "acme");
        lines.put(LogColumn.CLIENT_ADDRESS, "81.2.69.142");
        lines.addRow();
        lines.put(LogColumn.BODY, "another").put(LogColumn.USER_ID, "nobody");
        lines.putAttribute("kept", "yes");

        enrichment.send(lines.build());

        LogBatch batch = enrichment.receive(body);
        LogRecord first = batch.record(0);
        assertThat(first.user()).isEqualTo(new User("Ada", "gold", "SE", 10));
        assertThat(first.business()).isEqualTo(new Business("enterprise", 1.5e6, 50));
        assertThat(first.catalogue())
                .isEqualTo(new Catalogue("team-a", "tier-1", "https://runbooks/shop"));
        assertThat(first.geo().countryCode()).isNotEqualTo("SE");
        assertThat(first.riskScore()).isEqualTo(25 + 4 + 20 + 20);
        assertThat(first.riskFactors()).isEqualTo("severity:25,user:4,account:20,geo:20");
        LogRecord second = batch.record(1);
        assertThat(second.user()).isNull();
        assertThat(second.catalogue()).isNull();
        assertThat(second.riskScore()).isZero();
        assertThat(second.riskFactors()).isNull();
        assertThat(second.attributes()).containsEntry("kept", "yes");
        enrichment.assertFatesAddUp();
    }

    @Test
    void aChangeMadeBySqlIsSeenSoonAlsoOfARowThatWasNotThere() throws Exception {
        String user = "u-" + UUID.randomUUID();
        String body = "before " + UUID.randomUUID();
        enrichment.send(RunningEnrichment.line(body, user, "acme").build());
        assertThat(enrichment.receive(body).record(0).user()).isNull();

        enrichment.sql("insert into user_profiles values ('" + user + "', 'Cyd')");
        enrichment.assertUser(user, new User("Cyd", null, null, null));

        enrichment.sql("update user_profiles set name = 'Cyd B' where user_id = '" + user + "'");
        enrichment.assertUser(user, new User("Cyd B", null, null, null));

        enrichment.sql("delete from user_profiles where user_id = '" + user + "'");
        enrichment.assertUser(user, null);
    }

    @Test
    void aNewGeoFileComesIntoForceWhileLinesFlow() throws Exception {
        enrichment.geo("FR");

        await().atMost(LONG)
                .untilAsserted(
                        () -> {
                            String body = "from abroad " + UUID.randomUUID();
                            enrichment.send(
                                    RunningEnrichment.line(body, "u-1", "acme")
                                            .put(LogColumn.CLIENT_ADDRESS, "81.2.69.142")
                                            .build());
                            assertThat(enrichment.receive(body).record(0).geo().countryCode())
                                    .isEqualTo("FR");
                        });
    }

    @Test
    void keepsStatisticsInTheDatabase() throws Exception {
        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(
                                                enrichment.query(
                                                        "select string_agg(stage, ' ' order by"
                                                                + " stage) from enrichment_stats"))
                                        .isEqualTo("business catalogue geo risk user"));
    }

    @Test
    void aBatchThatDoesNotDecodeGoesToTheDeadLetters() throws Exception {
        double before =
                enrichment.counter(
                        "stacklens.enrichment.records.dead_lettered", "reason", "undecodable");

        enrichment.sendGarbage();

        await().atMost(LONG)
                .until(
                        () ->
                                enrichment.counter(
                                                "stacklens.enrichment.records.dead_lettered",
                                                "reason",
                                                "undecodable")
                                        == before + 1);
        enrichment.assertFatesAddUp();
    }
}
