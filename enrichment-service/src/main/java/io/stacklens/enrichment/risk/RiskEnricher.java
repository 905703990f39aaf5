package io.stacklens.enrichment.risk;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import io.stacklens.enrichment.Enricher;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.LongColumn;
import io.stacklens.model.batch.TextColumn;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.util.Optional;

/**
 * Gives every record its risk score. Words are looked for once in each template and path, not in
 * each body.
 */
@Component
@Order(4)
@ConditionalOnBooleanProperty(name = "stacklens.enrichment.risk.enabled", matchIfMissing = true)
final class RiskEnricher implements Enricher {

    /** The same few templates and paths come again and again. */
    private static final int REMEMBERED = 10_000;

    private final LoadingCache<String, Integer> bodyPoints =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build(RiskRules::ofBody);
    private final LoadingCache<String, Integer> pathPoints =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build(RiskRules::ofPath);

    @Override
    public String name() {
        return "risk";
    }

    @Override
    public Optional<LogBatch> columnsFor(LogBatch batch) {
        LongColumn severities = batch.longs(LogColumn.SEVERITY_NUMBER);
        LongColumn statuses = batch.longs(LogColumn.HTTP_STATUS);
        LongColumn accounts = batch.longs(LogColumn.BUSINESS_RISK_SCORE);
        TextColumn templates = batch.texts(LogColumn.TEMPLATE);
        TextColumn paths = batch.texts(LogColumn.URL_PATH);
        int[] pointsOfBody = pointsByEntry(templates, bodyPoints);
        int[] pointsOfPath = pointsByEntry(paths, pathPoints);
        LogBatchBuilder columns = new LogBatchBuilder();
        for (int row = 0; row < batch.size(); row++) {
            int points =
                    RiskRules.ofSeverity(Severity.ofNumber((int) severities.get(row)))
                            + RiskRules.ofHttpStatus(statuses.get(row))
                            + RiskRules.ofAccount(accounts.get(row))
                            + pointsOf(pointsOfBody, templates.entry(row))
                            + pointsOf(pointsOfPath, paths.entry(row));
            columns.addRow();
            columns.put(LogColumn.RISK_SCORE, Math.min(RiskRules.HIGHEST, points));
        }
        return Optional.of(columns.build());
    }

    private static int[] pointsByEntry(TextColumn column, LoadingCache<String, Integer> points) {
        int[] byEntry = new int[column.entryCount()];
        for (int entry = 0; entry < byEntry.length; entry++) {
            byEntry[entry] = points.get(column.entryText(entry));
        }
        return byEntry;
    }

    private static int pointsOf(int[] points, int entry) {
        return entry < 0 ? 0 : points[entry];
    }
}
