package io.stacklens.anomaly.models;

import io.stacklens.anomaly.forest.IsolationForest;
import io.stacklens.anomaly.series.ModelCodec;
import io.stacklens.anomaly.series.SeriesKey;
import io.stacklens.anomaly.series.SeriesModel;
import io.stacklens.anomaly.series.TrainingScores;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.WindowMetrics;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Models in the table {@code models}, one row for each version. */
@Component
public class ModelStore {

    private static final Logger log = LoggerFactory.getLogger(ModelStore.class);

    private static final String NEWEST =
            """
            select version, trained_at, payload from models
            where service = :service and route = :route and detector = :detector
            order by version desc limit 1
            """;

    private static final String INSERT =
            """
            insert into models (service, route, detector, version, trained_at, trained_from, trained_to,
                                training_windows, metrics, payload)
            select :service, :route, :detector, coalesce(max(version), 0) + 1, :at, :from, :to,
                   :windows, :metrics::jsonb, :payload
            from models where service = :service and route = :route and detector = :detector
            returning version
            """;

    private static final String DELETE_OLD =
            """
            delete from models where service = :service and route = :route and detector = :detector
            and version <= :last
            """;

    private final JdbcClient jdbc;
    private final TrainingProperties settings;

    ModelStore(JdbcClient jdbc, TrainingProperties settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** The newest model of a series; none if there is none that this version can read. */
    public Optional<TrainedModel> newest(SeriesKey series) {
        return jdbc.sql(NEWEST)
                .param("service", series.service())
                .param("route", series.route())
                .param("detector", IsolationForest.NAME)
                .query(
                        (row, _) ->
                                decode(
                                        series,
                                        row.getInt("version"),
                                        row.getObject("trained_at", OffsetDateTime.class)
                                                .toInstant(),
                                        row.getBytes("payload")))
                .optional()
                .flatMap(model -> model);
    }

    /**
     * Keeps a model as the series' next version, and no more old versions than the settings say.
     */
    public TrainedModel save(
            SeriesKey series, SeriesModel model, List<WindowMetrics> history, Instant now) {
        int version =
                jdbc.sql(INSERT)
                        .param("service", series.service())
                        .param("route", series.route())
                        .param("detector", model.detectorName())
                        .param("at", time(now))
                        .param("from", time(history.getFirst().windowStart()))
                        .param("to", time(history.getLast().windowEnd()))
                        .param("windows", history.size())
                        .param("metrics", metrics(model, history))
                        .param("payload", ModelCodec.encode(model))
                        .query(Integer.class)
                        .single();
        jdbc.sql(DELETE_OLD)
                .param("service", series.service())
                .param("route", series.route())
                .param("detector", model.detectorName())
                .param("last", version - settings.keptVersions())
                .update();
        return new TrainedModel(model, version, now);
    }

    private static String metrics(SeriesModel model, List<WindowMetrics> history) {
        return Json.mapper()
                .writeValueAsString(
                        new Metrics(TrainingScores.of(model, history), model.features()));
    }

    private record Metrics(TrainingScores trainingScores, List<String> features) {}

    private static Optional<TrainedModel> decode(
            SeriesKey series, int version, Instant trainedAt, byte[] payload) {
        try {
            return Optional.of(new TrainedModel(ModelCodec.decode(payload), version, trainedAt));
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("service", series.service())
                    .addKeyValue("version", version)
                    .addKeyValue("error", e.getMessage())
                    .log("stored model cannot be read, another will be trained");
            return Optional.empty();
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
