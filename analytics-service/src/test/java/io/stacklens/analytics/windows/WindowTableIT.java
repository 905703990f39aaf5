package io.stacklens.analytics.windows;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.Severity;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.util.List;
import java.util.Map;

class WindowTableIT {

    private static final long NOON = 1_767_268_800;
    private static final WindowKey KEY = new WindowKey("shop", null, WindowSize.ONE_MINUTE, NOON);
    private static final WindowKey ROUTE =
            new WindowKey("shop", "GET /a", WindowSize.ONE_MINUTE, NOON);

    private WindowTable table;

    @BeforeEach
    void makeTable() {
        Database database = EmbeddedPlatform.shared().newDatabase();
        table =
                new WindowTable(
                        new JdbcTemplate(
                                new DriverManagerDataSource(
                                        database.url(),
                                        database.appUser(),
                                        database.appPassword())));
    }

    @Test
    void readsBackWhatItWrote() {
        WindowAggregate counted = counted(50);
        store(KEY, counted, 7, true);
        store(ROUTE, counted(1), 1, false);

        Map<WindowKey, OpenWindow> found =
                table.find(List.of(KEY, ROUTE, new WindowKey("x", null, KEY.size(), NOON)));

        assertThat(found).containsOnlyKeys(KEY, ROUTE);
        WindowAggregate read = found.get(KEY).counted();
        assertThat(read.severityCounts()).isEqualTo(counted.severityCounts());
        assertThat(read.errorRate()).isEqualTo(counted.errorRate());
        assertThat(read.latencySumNanos()).isEqualTo(counted.latencySumNanos());
        assertThat(read.latencySketchBytes()).isEqualTo(counted.latencySketchBytes());
        assertThat(read.uniqueUsers()).isEqualTo(50);
        assertThat(found.get(KEY).isClosed()).isTrue();
        assertThat(found.get(KEY).publish(KEY).revision()).isEqualTo(8);
        assertThat(table.revisions(List.of(KEY, ROUTE))).isEqualTo(Map.of(KEY, 7L, ROUTE, 1L));
    }

    @Test
    void anEarlierOrTheSameRevisionChangesNothing() {
        store(KEY, counted(50), 7, false);
        store(KEY, counted(10), 6, false);
        store(KEY, counted(20), 7, false);

        assertThat(table.find(List.of(KEY)).get(KEY).counted().eventCount()).isEqualTo(50);

        store(KEY, counted(60), 8, false);
        assertThat(table.find(List.of(KEY)).get(KEY).counted().eventCount()).isEqualTo(60);
    }

    @Test
    void aWindowWithoutDurationsHasNoLatency() {
        WindowAggregate counted = new WindowAggregate();
        counted.add(Severity.INFO, 0, Double.NaN, 10);
        store(KEY, counted, 1, false);

        WindowMetrics read = table.find(List.of(KEY)).get(KEY).publish(KEY);
        assertThat(read.latencyAvg()).isNull();
        assertThat(read.latencyP99()).isNull();
        assertThat(read.eventCount()).isEqualTo(1);
    }

    private void store(WindowKey key, WindowAggregate counted, long revision, boolean closed) {
        WindowMetrics metrics =
                WindowMetrics.of(
                        key.service(),
                        key.route(),
                        key.size(),
                        key.start(),
                        counted,
                        revision,
                        closed);
        table.upsert(
                key.size(),
                List.of(
                        new ReceivedWindow(
                                metrics,
                                counted.latencySketchBytes(),
                                counted.usersSketchBytes())));
    }

    private static WindowAggregate counted(int events) {
        WindowAggregate counted = new WindowAggregate();
        for (int i = 0; i < events; i++) {
            counted.add(Severity.ofNumber(1 + i % 24), 200, 1.5 * i + 0.1, 100);
            counted.addUser(("user-" + i).getBytes(UTF_8));
        }
        return counted;
    }
}
