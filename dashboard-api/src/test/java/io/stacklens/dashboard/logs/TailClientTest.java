package io.stacklens.dashboard.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.logstore.query.LogQuery;
import io.stacklens.model.LogRecord;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class TailClientTest {

    @Test
    void dropsWhatDoesNotFitAndCountsIt() throws InterruptedException {
        TailClient client = new TailClient(LogQuery.all(), null, null, 2);

        for (int i = 0; i < 5; i++) {
            client.offer(record("shop", Severity.INFO));
        }

        assertThat(client.takeDropped()).isEqualTo(3);
        assertThat(client.takeDropped()).isZero();
        assertThat(client.next(Duration.ZERO)).isNotNull();
        assertThat(client.next(Duration.ZERO)).isNotNull();
        assertThat(client.next(Duration.ZERO)).isNull();
    }

    @Test
    void takesOnlyWhatTheClientAskedFor() throws InterruptedException {
        TailClient client = new TailClient(LogQuery.parse("order"), "shop", Severity.ERROR, 10);

        client.offer(record("shop", Severity.INFO));
        client.offer(record("mail", Severity.ERROR));

        assertThat(client.next(Duration.ZERO)).isNull();
        client.offer(record("shop", Severity.ERROR));
        assertThat(client.next(Duration.ZERO)).isNotNull();
    }

    private static LogRecord record(String service, Severity severity) {
        LogBatchBuilder batch = new LogBatchBuilder();
        batch.addRow();
        batch.put(LogColumn.SERVICE, service)
                .put(LogColumn.OBSERVED_TIMESTAMP, 1L)
                .put(LogColumn.SEVERITY_NUMBER, severity.number())
                .put(LogColumn.BODY, "an order");
        return batch.build().record(0);
    }
}
