package io.stacklens.analytics.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.analytics.notify.targets.Alerts;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertMatcher;
import io.stacklens.model.json.Json;
import io.stacklens.model.notification.ChannelKind;

import org.junit.jupiter.api.Test;

import java.util.List;

class RoutingTest {

    private static final Channel HOOK = new Channel(1, "hook", ChannelKind.WEBHOOK, true);
    private static final Channel MAIL = new Channel(2, "mail", ChannelKind.EMAIL, true);
    private static final Channel PAGER = new Channel(3, "pager", ChannelKind.PAGERDUTY, true);
    private static final List<Channel> ALL = List.of(HOOK, MAIL, PAGER);

    private static final Alert CRITICAL = alert("CRITICAL");
    private static final Alert INFO = alert("INFO");

    @Test
    void withoutRoutesEveryChannelHearsOfWhatIsAWarningOrMore() {
        Routing routing = new Routing(List.of(), ALL);

        assertThat(routing.recipients(CRITICAL))
                .extracting(Recipient::channel)
                .containsExactly(HOOK, MAIL, PAGER);
        assertThat(routing.recipients(alert("WARNING"))).hasSize(3);
        assertThat(routing.recipients(INFO)).isEmpty();
    }

    @Test
    void theFirstRouteThatFitsDecides() {
        Routing routing =
                new Routing(
                        List.of(
                                route(1, List.of(is("service", "shop")), List.of(1L), false),
                                route(2, List.of(is("team", "pay")), List.of(2L), false),
                                route(3, List.of(), List.of(3L), false)),
                        ALL);

        assertThat(routing.recipients(CRITICAL))
                .extracting(Recipient::channel)
                .containsExactly(MAIL);
    }

    @Test
    void aRouteMaySayToGoOn() {
        Routing routing =
                new Routing(
                        List.of(
                                route(1, List.of(), List.of(1L), true),
                                route(2, List.of(is("severity", "CRITICAL")), List.of(3L), true),
                                route(3, List.of(is("severity", "INFO")), List.of(2L), false)),
                        ALL);

        assertThat(routing.recipients(CRITICAL))
                .extracting(Recipient::channel)
                .containsExactly(HOOK, PAGER);
        assertThat(routing.recipients(INFO))
                .extracting(Recipient::channel)
                .containsExactly(HOOK, MAIL);
    }

    @Test
    void aChannelInNoRouteStillHears() {
        Routing routing =
                new Routing(
                        List.of(route(1, List.of(is("service", "shop")), List.of(1L), false)), ALL);

        assertThat(routing.recipients(CRITICAL))
                .extracting(Recipient::channel)
                .containsExactly(MAIL, PAGER);
    }

    @Test
    void allMatchersHaveToFit() {
        Route route =
                route(
                        1,
                        List.of(
                                new AlertMatcher("service", "=~", "pay.*"),
                                new AlertMatcher("rule", "!~", ".*Latency.*"),
                                new AlertMatcher("route", "=", ""),
                                new AlertMatcher("team", "!=", "shop")),
                        List.of(1L),
                        false);

        assertThat(route.fits(CRITICAL)).isTrue();
        assertThat(
                        route(
                                        1,
                                        List.of(new AlertMatcher("service", "=~", "pay")),
                                        List.of(1L),
                                        false)
                                .fits(CRITICAL))
                .as("the whole value")
                .isFalse();
    }

    @Test
    void aChannelOfTwoRoutesIsToldOnceAsTheFirstSays() {
        Route first =
                new Route(1, List.of(), List.of(1L, 3L), false, true, List.of("service", "team"));
        Route second = new Route(2, List.of(), List.of(1L), true, false, List.of());

        assertThat(new Routing(List.of(first, second), List.of(HOOK, PAGER)).recipients(CRITICAL))
                .containsExactly(
                        new Recipient(HOOK, false, "1\nservice=payment\nteam=pay"),
                        new Recipient(PAGER, false, null));
    }

    @Test
    void aChannelThatIsGoneOrDisabledIsLeftOut() {
        Routing routing =
                new Routing(List.of(route(1, List.of(), List.of(2L, 9L), false)), List.of(HOOK));

        assertThat(routing.recipients(CRITICAL))
                .extracting(Recipient::channel)
                .containsExactly(HOOK);
    }

    private static Alert alert(String severity) {
        return Json.mapper()
                .treeToValue(Alerts.alert("a", 1, "firing").put("severity", severity), Alert.class);
    }

    private static Route route(
            long id, List<AlertMatcher> matchers, List<Long> channels, boolean goesOn) {
        return new Route(id, matchers, channels, true, goesOn, List.of());
    }

    private static AlertMatcher is(String field, String value) {
        return new AlertMatcher(field, "=", value);
    }
}
