package io.stacklens.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.model.LogRecord;
import io.stacklens.model.User;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.UUID;

/** Nothing is lost while a store is away, and what is known goes on. */
@ExtendWith(RunningEnrichment.Shared.class)
class OutagesIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** How long a store is away; the tests hold for any time. */
    private static final Duration OUTAGE =
            Duration.ofSeconds(Long.getLong("stacklens.test.outage-seconds", 1));

    private final RunningEnrichment enrichment;

    OutagesIT(RunningEnrichment enrichment) {
        this.enrichment = enrichment;
    }

    @Test
    void theSecondLevelLearnsAnswersAndForgetsWhatChanged() throws Exception {
        RealRedis shared = redis();
        String user = "u-" + UUID.randomUUID();
        String key = "stacklens:enrichment:user:" + user;
        enrichment.assertUser(user, null);
        await().atMost(LONG).until(() -> "{\"row\":null}".equals(value(shared, key)));

        enrichment.sql("insert into user_profiles values ('" + user + "', 'Gus')");

        await().atMost(LONG).until(() -> "".equals(value(shared, key)));
        enrichment.assertUser(user, new User("Gus", null, null, null));
    }

    @Test
    void losesNothingWhenTheSecondLevelIsKilledInMidFlight() throws Exception {
        RealRedis shared = redis();
        try (Flow flow = new Flow(enrichment, UUID.randomUUID().toString())) {
            flow.awaitSent(20);
            shared.kill();
            try {
                Thread.sleep(OUTAGE);
                flow.awaitSent(flow.sent() + 20);
            } finally {
                shared.revive();
            }
            flow.awaitSent(flow.sent() + 20);
            // Used again by itself.
            await().atMost(LONG).until(() -> shared.ask(c -> c.sync().dbsize()) > 0);
            flow.end();
            assertThat(flow.received()).containsExactlyElementsOf(flow.expected());
        }
        enrichment.assertFatesAddUp();
    }

    @Test
    void losesNothingWhileTheDatabaseIsAwayAndServesWhatIsRemembered() throws Exception {
        losesNothing(enrichment.cable()::pull, enrichment.cable()::plug);
    }

    @Test
    void losesNothingWhenTheDatabaseIsKilledInMidFlight() throws Exception {
        losesNothing(enrichment.postgres()::kill, enrichment.postgres()::revive);
    }

    @Test
    void forwardsWithoutReferenceDataWhileTheDatabaseIsAway() throws Exception {
        enrichment.cable().pull();
        try {
            String body = "without " + UUID.randomUUID();
            String unseen = "u-" + UUID.randomUUID();
            enrichment.send(RunningEnrichment.line(body, unseen, "account-" + unseen).build());

            LogRecord record = enrichment.receive(body).record(0);
            assertThat(record.user()).isNull();
            assertThat(record.riskScore()).isEqualTo(25);
            assertThat(
                            enrichment.counter(
                                    "stacklens.enrichment.lookups",
                                    "stage",
                                    "user",
                                    "result",
                                    "failed"))
                    .isPositive();
            assertThat(enrichment.put("/api/v1/user-profiles/u-back", "{\"name\":\"Bea\"}"))
                    .isEqualTo(503);
        } finally {
            enrichment.cable().plug();
        }

        // And takes the data up again.
        assertThat(enrichment.put("/api/v1/user-profiles/u-back", "{\"name\":\"Bea\"}"))
                .isEqualTo(200);
        await().atMost(LONG)
                .untilAsserted(
                        () -> {
                            String body = "again " + UUID.randomUUID();
                            enrichment.send(RunningEnrichment.line(body, "u-back", "acme").build());
                            assertThat(enrichment.receive(body).record(0).user())
                                    .isEqualTo(new User("Bea", null, null, null));
                        });
        enrichment.assertFatesAddUp();
    }

    private void losesNothing(Step away, Step back) throws Exception {
        String run = UUID.randomUUID().toString();
        enrichment.assertUser("u-1", new User("Ada", "gold", "SE", 10));
        try (Flow flow = new Flow(enrichment, run)) {
            flow.awaitSent(20);
            away.take();
            try {
                Thread.sleep(OUTAGE);
                flow.awaitSent(flow.sent() + 20);
            } finally {
                back.take();
            }
            flow.awaitSent(flow.sent() + 20);
            flow.end();
            assertThat(flow.received()).containsExactlyElementsOf(flow.expected());
        }
        enrichment.assertFatesAddUp();
        // And listens again.
        await().atMost(LONG)
                .until(
                        () ->
                                enrichment
                                                .meters()
                                                .get("stacklens.enrichment.reference.listening")
                                                .gauge()
                                                .value()
                                        == 1);
        String user = "u-" + run;
        enrichment.sql("insert into user_profiles values ('" + user + "', 'Hal')");
        enrichment.assertUser(user, new User("Hal", null, null, null));
    }

    /** What takes a store away or brings it back. */
    private interface Step {
        void take() throws Exception;
    }

    private static @Nullable String value(RealRedis shared, String key) {
        return shared.ask(connection -> connection.sync().get(key));
    }

    /** Skips a test when there is no Redis here. */
    private RealRedis redis() {
        assumeThat(enrichment.redis()).as("redis-server on the PATH").isPresent();
        return enrichment.redis().orElseThrow();
    }
}
