package io.stacklens.pipeline.fate;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.pipeline.identity.ServiceIdentity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The {@link RecordFates} of each stage of this service. */
public final class RecordFatesRegistry {

    private final ServiceIdentity identity;
    private final MeterRegistry registry;
    private final Map<String, RecordFates> stages = new ConcurrentSkipListMap<>();

    public RecordFatesRegistry(ServiceIdentity identity, MeterRegistry registry) {
        this.identity = identity;
        this.registry = registry;
    }

    /** The fates of a stage; a service with a single stage gives it its own name. */
    public RecordFates of(String stage) {
        return stages.computeIfAbsent(
                stage, name -> new RecordFates(registry, identity.name(), name));
    }

    /**
     * All totals: {@code received} and so on for the stage that has the service's name, {@code
     * <stage>.received} for any other.
     */
    public Map<String, Long> totals() {
        Map<String, Long> totals = new LinkedHashMap<>();
        stages.forEach(
                (stage, fates) -> {
                    String prefix = stage.equals(identity.name()) ? "" : stage + ".";
                    fates.totals().forEach((fate, count) -> totals.put(prefix + fate, count));
                });
        return totals;
    }
}
