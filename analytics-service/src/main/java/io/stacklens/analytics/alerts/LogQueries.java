package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.RuleKind;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Queries that find the lines behind an alert, in the language of {@code /logs}. */
final class LogQueries {

    private LogQueries() {}

    /** The lines that a rule's finding in a series comes from. */
    static String of(Rule rule, Series series) {
        String scope = scope(series);
        return switch (rule.watch()) {
            case Watch.OfMatches(String query, _) -> "%s (%s)".formatted(scope, query);
            case Watch.OfMetric(Metric metric) when isLatency(metric) ->
                    "%s duration_ms:%s"
                            .formatted(
                                    scope,
                                    rule.condition().isAboutTooLittle()
                                            ? "*"
                                            : ">=" + number(rule.row().threshold()));
            case Watch.OfBudget(Slo slo, _) when slo.latencyMillis() != null ->
                    "%s duration_ms:>%s".formatted(scope, number(slo.latencyMillis()));
            default ->
                    rule.isAboutErrors() || rule.isOf(RuleKind.BURN_RATE)
                            ? scope + " (severity:>=ERROR OR http_status:>=500)"
                            : scope;
        };
    }

    /** The lines of a service, a route, a host or a template. */
    static String scope(Series series) {
        String service = "service:" + quoted(series.service());
        String route = series.route();
        Series.Part part = series.part();
        if (part != null) {
            String field = part.name().equals(Series.Part.TEMPLATE) ? "template_id" : part.name();
            return "%s %s:%s".formatted(service, field, quoted(part.value()));
        }
        return route == null || route.equals(RuleBuckets.OTHER)
                ? service
                : service + " " + ofRoute(route);
    }

    /** The lines of any of a service's templates. */
    static String ofTemplates(String service, Collection<String> ids) {
        return "service:%s template_id:(%s)"
                .formatted(
                        quoted(service),
                        ids.stream().map(LogQueries::quoted).collect(Collectors.joining(" OR ")));
    }

    /** A route is a template or a path, with the method before it where that is known. */
    private static String ofRoute(String route) {
        int space = route.indexOf(' ');
        String place = quoted(route.substring(space + 1));
        String either = "(http_route:%s OR url_path:%s)".formatted(place, place);
        return space < 0
                ? either
                : "http_method:%s %s".formatted(quoted(route.substring(0, space)), either);
    }

    private static boolean isLatency(Metric metric) {
        return metric.name().startsWith("LATENCY");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%s", value);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
