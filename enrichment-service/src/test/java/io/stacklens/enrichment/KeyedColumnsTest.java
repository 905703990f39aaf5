package io.stacklens.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.Business;
import io.stacklens.model.LogRecord;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.TextColumn;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class KeyedColumnsTest {

    private static final Map<String, Business> ACCOUNTS =
            Map.of(
                    "a", new Business("gold", 1.5, 7),
                    "b", new Business(null, 2.5, null),
                    "c", new Business("gold", null, 9));

    @Test
    void everyRowGetsWhatIsKnownOfItsKey() {
        LogBatch batch = batch("a", null, "b", "a", "unknown", "c", "b", "c");

        LogBatch columns =
                KeyedColumns.of(batch.size(), keys(batch), known(batch), KeyedColumnsTest::put)
                        .orElseThrow();

        assertThat(LogBatch.decode(batch.with(columns).encode()).records())
                .extracting(LogRecord::business)
                .containsExactly(
                        ACCOUNTS.get("a"),
                        null,
                        ACCOUNTS.get("b"),
                        ACCOUNTS.get("a"),
                        null,
                        ACCOUNTS.get("c"),
                        ACCOUNTS.get("b"),
                        ACCOUNTS.get("c"));
    }

    @Test
    void addsNothingWhenNothingIsKnown() {
        LogBatch batch = batch("unknown", null);

        assertThat(KeyedColumns.of(batch.size(), keys(batch), known(batch), KeyedColumnsTest::put))
                .isEmpty();
    }

    private static void put(KeyedColumns row, Business account) {
        row.text(LogColumn.BUSINESS_TIER, account.tier());
        row.number(LogColumn.BUSINESS_REVENUE, account.revenue());
        row.number(LogColumn.BUSINESS_RISK_SCORE, account.riskScore());
    }

    private static TextColumn keys(LogBatch batch) {
        return batch.texts(LogColumn.ACCOUNT_ID);
    }

    private static List<@Nullable Business> known(LogBatch batch) {
        List<@Nullable Business> known = new ArrayList<>();
        for (int entry = 0; entry < keys(batch).entryCount(); entry++) {
            known.add(ACCOUNTS.get(keys(batch).entryText(entry)));
        }
        return known;
    }

    private static LogBatch batch(@Nullable String... accounts) {
        LogBatchBuilder lines = new LogBatchBuilder();
        for (String account : accounts) {
            lines.addRow();
            if (account != null) {
                lines.put(LogColumn.ACCOUNT_ID, account);
            }
        }
        return lines.build();
    }
}
