package io.stacklens.enrichment.risk;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.enrichment.Enricher;
import io.stacklens.enrichment.StageMetrics;
import io.stacklens.enrichment.risk.RiskRules.Finding;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.TextColumn;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.util.Optional;

/**
 * Gives every record its risk score, and says what it is made of. Words are looked for once in each
 * template and path, not in each body.
 */
@Component
@Order(5)
@ConditionalOnBooleanProperty(name = "stacklens.enrichment.risk.enabled", matchIfMissing = true)
final class RiskEnricher implements Enricher {

    /** The same few templates and paths come again and again. */
    private static final int REMEMBERED = 10_000;

    private final RiskRules rules;
    private final StageMetrics metrics;
    private final LoadingCache<String, Finding> bodies;
    private final LoadingCache<String, Finding> paths;

    RiskEnricher(RiskProperties properties, MeterRegistry registry) {
        this.rules = new RiskRules(properties);
        this.bodies = Caffeine.newBuilder().maximumSize(REMEMBERED).build(rules::ofBody);
        this.paths = Caffeine.newBuilder().maximumSize(REMEMBERED).build(rules::ofPath);
        this.metrics = new StageMetrics("risk", registry);
    }

    @Override
    public StageMetrics metrics() {
        return metrics;
    }

    @Override
    public Optional<LogBatch> columnsFor(LogBatch batch) {
        RowSigns signs =
                new RowSigns(
                        rules,
                        batch,
                        findings(batch, LogColumn.TEMPLATE, bodies),
                        findings(batch, LogColumn.URL_PATH, paths));
        LogBatchBuilder columns = new LogBatchBuilder();
        SeenCombinations seen = new SeenCombinations();
        for (int row = 0; row < batch.size(); row++) {
            columns.addRow();
            signs.read(row);
            int score = signs.score();
            columns.put(LogColumn.RISK_SCORE, score);
            if (rules.isExplained(score)) {
                int first = seen.firstRow(signs.combination(), row);
                if (first < 0) {
                    columns.put(LogColumn.RISK_FACTORS, signs.explanation());
                } else {
                    columns.repeat(LogColumn.RISK_FACTORS, first);
                }
            }
        }
        return Optional.of(columns.build());
    }

    /** By entry of the column. */
    private static Finding[] findings(
            LogBatch batch, LogColumn column, LoadingCache<String, Finding> known) {
        TextColumn texts = batch.texts(column);
        Finding[] byEntry = new Finding[texts.entryCount()];
        for (int entry = 0; entry < byEntry.length; entry++) {
            byEntry[entry] = known.get(texts.entryText(entry));
        }
        return byEntry;
    }
}
