package io.stacklens.enrichment;

import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.MalformedBatchException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes a batch through all enrichers, one after the other; each sees what the ones before it
 * added.
 */
@Component
class Enrichment {

    private static final Logger log = LoggerFactory.getLogger(Enrichment.class);

    private final List<Enricher> enrichers;

    /** Stages whose failure has been logged; the counter tells of the rest. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Enrichment(List<Enricher> enrichers) {
        this.enrichers = List.copyOf(enrichers);
        log.atInfo()
                .addKeyValue("stages", enrichers.stream().map(Enrichment::name).toList())
                .log("enriching");
    }

    LogBatch enrich(LogBatch batch) {
        LogBatch enriched = batch;
        for (Enricher enricher : enrichers) {
            Optional<LogBatch> columns = columnsOf(enricher, enriched);
            if (columns.isPresent()) {
                enriched = enriched.with(columns.get());
            }
        }
        return enriched;
    }

    private Optional<LogBatch> columnsOf(Enricher enricher, LogBatch batch) {
        long start = System.nanoTime();
        try {
            return enricher.columnsFor(batch);
        } catch (MalformedBatchException e) {
            // The batch is bad, not the enricher.
            throw e;
        } catch (RuntimeException e) {
            // Records are worth more than what is added to them.
            enricher.metrics().failed();
            if (told.add(name(enricher))) {
                log.atError()
                        .addKeyValue("stage", name(enricher))
                        .setCause(e)
                        .log("stage left out");
            }
            return Optional.empty();
        } finally {
            enricher.metrics().took(System.nanoTime() - start);
        }
    }

    private static String name(Enricher enricher) {
        return enricher.metrics().stage();
    }
}
