package io.stacklens.analytics.notify;

import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.notification.ChannelKind;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who is told of an alert: the channels of the first route that fits, and of those after it as long
 * as each says to go on. A channel that stands in no route is told of everything from WARNING on.
 */
final class Routing {

    /** An Alertmanager groups by itself, and an event of PagerDuty is of one alert. */
    private static final Set<ChannelKind> TELL_EACH_ALONE =
            EnumSet.of(ChannelKind.PAGERDUTY, ChannelKind.ALERTMANAGER);

    private final List<Route> routes;
    private final Map<Long, Channel> channels;
    private final Set<Long> routed;

    /**
     * Routes in their order.
     *
     * @param channels those that are enabled
     */
    Routing(List<Route> routes, List<Channel> channels) {
        this.routes = routes;
        this.channels =
                channels.stream()
                        .collect(
                                Collectors.toMap(
                                        Channel::id,
                                        channel -> channel,
                                        (a, _) -> a,
                                        LinkedHashMap::new));
        this.routed =
                routes.stream()
                        .flatMap(route -> route.channelIds().stream())
                        .collect(Collectors.toSet());
    }

    Collection<Recipient> recipients(Alert alert) {
        Map<Long, Recipient> recipients = new LinkedHashMap<>();
        for (Route route : routes) {
            if (route.fits(alert)) {
                route.channelIds().forEach(id -> add(id, route, alert, recipients));
                if (!route.goesOn()) {
                    break;
                }
            }
        }
        if (alert.severity().compareTo(AlertSeverity.WARNING) >= 0) {
            channels.values().stream()
                    .filter(channel -> !routed.contains(channel.id()))
                    .forEach(c -> recipients.put(c.id(), new Recipient(c, true, null)));
        }
        return recipients.values();
    }

    private void add(Long id, Route route, Alert alert, Map<Long, Recipient> recipients) {
        Channel channel = channels.get(id);
        if (channel != null) {
            boolean alone = TELL_EACH_ALONE.contains(channel.kind());
            recipients.putIfAbsent(
                    id,
                    new Recipient(
                            channel, route.sendResolved(), alone ? null : route.groupKey(alert)));
        }
    }
}
