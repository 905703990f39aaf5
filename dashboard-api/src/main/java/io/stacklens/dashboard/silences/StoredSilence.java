package io.stacklens.dashboard.silences;

import io.stacklens.model.alert.AlertMatcher;
import io.stacklens.model.alert.Recurrence;
import io.stacklens.model.alert.Silence;
import io.stacklens.model.json.Json;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.type.TypeReference;

import java.time.Instant;
import java.util.List;

/** A row of {@code silences}. Matchers and recurrence are stored in the form of the API. */
@Entity
@Table(name = "silences")
class StoredSilence {

    private static final TypeReference<List<AlertMatcher>> MATCHERS = new TypeReference<>() {};

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String kind = "";

    @JdbcTypeCode(SqlTypes.JSON)
    private String matchers = "[]";

    private Instant startsAt = Instant.EPOCH;
    private @Nullable Instant endsAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String recurrence;

    private String comment = "";

    @Column(updatable = false)
    private String createdBy = "";

    @Column(updatable = false)
    private Instant createdAt = Instant.EPOCH;

    /** For the mapper. */
    protected StoredSilence() {}

    static StoredSilence of(Silence silence) {
        StoredSilence row = new StoredSilence();
        row.replaceBy(silence);
        row.createdBy = silence.createdBy();
        row.createdAt = silence.createdAt();
        return row;
    }

    /** Takes everything but the id, and who made it and when. */
    final void replaceBy(Silence silence) {
        kind = silence.kind().label();
        matchers = Json.mapper().writeValueAsString(silence.matchers());
        startsAt = silence.startsAt();
        endsAt = silence.endsAt();
        recurrence =
                silence.recurrence() == null
                        ? null
                        : Json.mapper().writeValueAsString(silence.recurrence());
        comment = silence.comment();
    }

    Silence toSilence() {
        return new Silence(
                id,
                Silence.Kind.ofLabel(kind),
                Json.mapper().readValue(matchers, MATCHERS),
                startsAt,
                endsAt,
                recurrence == null ? null : Json.mapper().readValue(recurrence, Recurrence.class),
                comment,
                createdBy,
                createdAt);
    }
}
