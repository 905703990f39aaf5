package io.stacklens.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.Ingest;
import io.stacklens.standalone.Service;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.Locale;

/**
 * {@code received = forwarded + discarded + dead-lettered} at every service that passes records on,
 * after all the other tests.
 */
@Order(SharedPlatform.AFTER_ALL)
@ResourceLock(SharedPlatform.RUNNING)
class FatesIT {

    private final SharedPlatform platform = SharedPlatform.get();

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DASHBOARD")
    void everyReceivedRecordHasOneOfThreeFates(Service service) throws Exception {
        String run = platform.newRun();
        try (Ingest ingest = platform.ingest();
                ApiClient api = platform.api()) {
            ingest.post("/ingest/fates", "one %s\ntwo %s\n".formatted(run, run));
            await().atMost(Duration.ofSeconds(30)).until(() -> api.count(run) == 2);
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> {
                            double received = counter(service, "received");
                            assertThat(received).isPositive();
                            assertThat(
                                            counter(service, "forwarded")
                                                    + counter(service, "discarded")
                                                    + counter(service, "dead_lettered"))
                                    .isEqualTo(received);
                        });
    }

    /** The sum over all reasons, as Prometheus reads it. */
    private double counter(Service service, String fate) {
        String name =
                "stacklens_%s_records_%s_total"
                        .formatted(service.name().toLowerCase(Locale.ROOT), fate);
        try (ApiClient client = new ApiClient(platform.address(service))) {
            return client.page("/actuator/prometheus")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }
    }
}
