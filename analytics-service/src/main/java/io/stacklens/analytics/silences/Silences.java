package io.stacklens.analytics.silences;

import io.stacklens.analytics.alerts.Silencer;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.Silence;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The silences as last read; while the database is away those last known stay in force. */
public final class Silences implements Silencer {

    private final Supplier<List<Silence>> table;

    private volatile Optional<List<Silence>> current = Optional.empty();

    Silences(Supplier<List<Silence>> table) {
        this.table = table;
    }

    /** Silences that stay as they are. */
    public static Silences of(List<Silence> silences) {
        Silences fixed = new Silences(() -> silences);
        fixed.refresh();
        return fixed;
    }

    /** Whether they have been read. */
    @Override
    public boolean isKnown() {
        return current.isPresent();
    }

    /** The id of the silence that suppresses an alert now, of several the first; null for none. */
    @Override
    public @Nullable Long suppressing(Alert alert, Instant now) {
        for (Silence silence : current.orElse(List.of())) {
            if (silence.isActive(now) && silence.isFor(alert)) {
                return silence.id();
            }
        }
        return null;
    }

    /** Reads them again. */
    void refresh() {
        current = Optional.of(List.copyOf(table.get()));
    }
}
