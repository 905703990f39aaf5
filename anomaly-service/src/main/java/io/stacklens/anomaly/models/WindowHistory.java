package io.stacklens.anomaly.models;

import io.stacklens.anomaly.series.SeriesKey;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;
import io.stacklens.pipeline.window.WindowRow;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.List;

/** The stored windows of one minute that have closed. */
@Component
public class WindowHistory {

    private static final String OF_SERIES =
            """
            select * from analytics_metrics_1min
            where service = :service and route = :route and closed and window_start >= (
                select max(window_start) from analytics_metrics_1min
                where service = :service and route = :route) - make_interval(secs => :history)
            order by window_start
            """;

    private static final String WITHOUT_MODEL =
            """
            select service, route from analytics_metrics_1min w
            where route = '' and closed and not exists (
                select from models m
                where m.service = w.service and m.route = w.route and m.detector = :detector)
            group by service, route having count(*) >= :min
            """;

    private final JdbcClient jdbc;
    private final TrainingProperties settings;

    WindowHistory(JdbcClient jdbc, TrainingProperties settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** The windows that a model of the series is trained from, the earliest first. */
    public List<WindowMetrics> of(SeriesKey series) {
        return jdbc.sql(OF_SERIES)
                .param("service", series.service())
                .param("route", series.route())
                .param("history", (double) settings.history().toSeconds())
                .query((row, _) -> WindowRow.read(WindowSize.ONE_MINUTE, row))
                .list();
    }

    /** Series that have windows enough for a model, but no model. */
    public List<SeriesKey> withoutModel(String detector) {
        return jdbc.sql(WITHOUT_MODEL)
                .param("detector", detector)
                .param("min", settings.minWindows())
                .query((row, _) -> new SeriesKey(row.getString("service"), row.getString("route")))
                .list();
    }
}
