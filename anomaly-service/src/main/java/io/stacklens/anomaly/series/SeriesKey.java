package io.stacklens.anomaly.series;

import io.stacklens.model.window.WindowMetrics;

/**
 * What a model is kept for.
 *
 * @param route empty for the service's total
 */
public record SeriesKey(String service, String route) {

    public static SeriesKey of(WindowMetrics window) {
        String route = window.route();
        return new SeriesKey(window.service(), route == null ? "" : route);
    }
}
