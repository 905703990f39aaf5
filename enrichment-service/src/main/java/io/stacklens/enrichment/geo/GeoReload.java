package io.stacklens.enrichment.geo;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.enrichment.geo.GeoFile.Stamp;
import io.stacklens.pipeline.health.HealthComponent;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Looks at the database files and puts new ones into force, both together. A file that cannot be
 * used leaves what was there in force, which is logged, counted and shown in the readiness.
 */
final class GeoReload implements HealthComponent {

    private static final Logger log = LoggerFactory.getLogger(GeoReload.class);

    private final GeoFile cities;
    private final @Nullable GeoFile systems;
    private final boolean knowReserved;
    private final MeterRegistry metrics;

    private final GeoLookup lookup;
    private List<Stamp> loaded;
    private List<Stamp> refused = List.of();
    private volatile String inForce;
    private volatile String trouble = "";

    /**
     * Opens the files for the first time.
     *
     * @throws IllegalArgumentException if one of them cannot be used
     */
    GeoReload(
            GeoFile cities,
            @Nullable GeoFile systems,
            boolean knowReserved,
            Function<GeoDatabases, GeoLookup> lookup,
            MeterRegistry metrics) {
        this.cities = cities;
        this.systems = systems;
        this.knowReserved = knowReserved;
        this.metrics = metrics;
        this.loaded = stampsOrNone();
        GeoDatabases databases = open();
        this.lookup = lookup.apply(databases);
        this.inForce = databases.description();
    }

    GeoLookup lookup() {
        return lookup;
    }

    @Override
    public String name() {
        return "geo";
    }

    /** The stage works with the files it has, so it is up either way. */
    @Override
    public State check() {
        return State.up(
                trouble.isEmpty() ? inForce : inForce + "; a new file was refused: " + trouble);
    }

    /** Puts new files into force, if there are some. */
    void look() {
        List<Stamp> found = stampsOrNone();
        if (found.isEmpty() || found.equals(loaded) || found.equals(refused)) {
            return;
        }
        try {
            GeoDatabases databases = open();
            if (!found.equals(stampsOrNone())) {
                return; // still being written
            }
            lookup.use(databases::find);
            loaded = found;
            refused = List.of();
            trouble = "";
            inForce = databases.description();
            count("loaded");
            log.atInfo().addKeyValue("databases", inForce).log("new geo databases are in force");
        } catch (IllegalArgumentException e) {
            refused = found;
            trouble = String.valueOf(e.getMessage());
            count("refused");
            log.atError()
                    .addKeyValue("error", trouble)
                    .addKeyValue("in_force", inForce)
                    .log("a new geo database is refused");
        }
    }

    private GeoDatabases open() {
        return new GeoDatabases(
                cities.open(), systems == null ? null : systems.open(), knowReserved);
    }

    /** None when a file is away, as it is for a moment when it is replaced. */
    private List<Stamp> stampsOrNone() {
        try {
            List<Stamp> stamps = new ArrayList<>();
            stamps.add(cities.stamp());
            if (systems != null) {
                stamps.add(systems.stamp());
            }
            return stamps;
        } catch (IOException _) {
            return List.of();
        }
    }

    private void count(String result) {
        metrics.counter("stacklens.enrichment.geo.reloads", "result", result).increment();
    }
}
