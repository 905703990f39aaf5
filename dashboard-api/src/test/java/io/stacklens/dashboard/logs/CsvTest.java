package io.stacklens.dashboard.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.LogRecord;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void quotesWhatNeedsIt() {
        assertThat(Csv.line(record("said \"no\", twice\nthen left")))
                .contains(",\"said \"\"no\"\", twice\nthen left\",")
                .endsWith("\r\n");
    }

    @Test
    void makesFormulasHarmless() {
        assertThat(Csv.line(record("=1+1"))).contains(",'=1+1,");
    }

    @Test
    void hasAsManyCellsAsTheHeader() {
        assertThat(Csv.line(record("plain")).split(",", -1))
                .hasSameSizeAs(Csv.HEADER.split(",", -1));
    }

    private static LogRecord record(String body) {
        LogBatchBuilder batch = new LogBatchBuilder();
        batch.addRow();
        batch.put(LogColumn.OBSERVED_TIMESTAMP, 1L).put(LogColumn.BODY, body);
        return batch.build().record(0);
    }
}
