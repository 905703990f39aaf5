package io.stacklens.analytics.alerts;

import static io.stacklens.analytics.alerts.EngineDrive.NOON;
import static io.stacklens.analytics.alerts.RuleBuilder.rule;
import static io.stacklens.model.alert.AlertStatus.ACKNOWLEDGED;
import static io.stacklens.model.alert.AlertStatus.FIRING;
import static io.stacklens.model.alert.AlertStatus.PENDING;
import static io.stacklens.model.alert.AlertStatus.RESOLVED;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertCommand.Action;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertRule.BurnWindow;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.model.anomaly.Anomaly;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every kind of rule, in virtual time. */
class AlertEngineTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void bringsTheEvidenceAlong() {
        EngineDrive drive = EngineDrive.with(rule(5).label("team", "web").row());
        for (int i = 0; i < 5; i++) {
            drive.errors("shop", 10);
            drive.advance(MINUTE);
        }

        drive.errors("shop", 101);
        drive.advance(SECOND);

        Alert alert = drive.said().getFirst();
        assertThat(alert.kind()).isEqualTo(RuleKind.THRESHOLD);
        assertThat(alert.query())
                .isEqualTo("service:\"shop\" (severity:>=ERROR OR http_status:>=500)");
        assertThat(Duration.between(alert.windowStart(), alert.windowEnd())).isEqualTo(MINUTE);
        assertThat(alert.windowEnd()).isAfter(NOON.plus(Duration.ofMinutes(5)));
        assertThat(alert.history())
                .extracting(Alert.Point::value)
                .containsExactly(10.0, 10.0, 10.0, 10.0, 10.0, 101.0);
        assertThat(alert.groupKey()).isEqualTo("rule=rule 5,service=shop");
        assertThat(alert.flapping()).isFalse();
        assertThat(alert.suppressedBy()).isNull();
    }

    @Test
    void groupsByLabelsAndFields() {
        EngineDrive drive =
                EngineDrive.with(
                        rule(5).label("team", "web").groupBy("team", "severity", "none").row());

        drive.errors("shop", 101);
        drive.advance(SECOND);

        assertThat(drive.said().getFirst().groupKey()).isEqualTo("team=web,severity=WARNING,none=");
    }

    @Test
    void clearsOnlyPastTheThresholdForClearing() {
        EngineDrive drive = EngineDrive.with(rule(5).clearAt(40).row());
        drive.errors("shop", 101);
        drive.advance(SECOND);
        assertThat(drive.said()).extracting(Alert::status).containsExactly(FIRING);

        for (int i = 0; i < 30; i++) {
            drive.errors("shop", 10);
            drive.advance(Duration.ofSeconds(10));
        }
        assertThat(drive.said()).as("50 to 60 a minute are between 40 and 100").isEmpty();

        for (int i = 0; i < 12; i++) {
            drive.errors("shop", 5);
            drive.advance(Duration.ofSeconds(10));
        }
        assertThat(drive.said())
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.status()).isEqualTo(RESOLVED);
                            assertThat(alert.value()).isLessThanOrEqualTo(40);
                        });
    }

    @Test
    void countsTheLinesThatAQueryFinds() {
        EngineDrive drive =
                EngineDrive.with(
                        rule(8, RuleKind.LOG_MATCH)
                                .query("body:\"card declined\"")
                                .service("pay*")
                                .when(">=", 3)
                                .row());

        drive.matches("payment", "pay*", "body:\"card declined\"", 2);
        drive.matches("shop", "pay*", "body:\"card declined\"", 20);
        drive.matches("payment", "pay*", "another query", 20);
        drive.advance(SECOND);
        assertThat(drive.said()).isEmpty();

        drive.matches("payment", "pay*", "body:\"card declined\"", 1);
        drive.advance(SECOND);
        Alert alert = drive.said().getFirst();
        assertThat(alert.value()).isEqualTo(3);
        assertThat(alert.metric()).isEqualTo("match_count");
        assertThat(alert.query()).isEqualTo("service:\"payment\" (body:\"card declined\")");
        assertThat(alert.samples()).containsExactly("line-1");
        assertThat(alert.history()).extracting(Alert.Point::value).containsExactly(3.0);

        drive.advance(Duration.ofSeconds(75));
        assertThat(drive.said())
                .extracting(Alert::status, Alert::value)
                .containsExactly(tuple(RESOLVED, 0.0));
    }

    @Test
    void missesALineThatCameBefore() {
        EngineDrive drive =
                EngineDrive.with(
                        rule(8, RuleKind.LOG_MATCH)
                                .query("\"backup done\"")
                                .when("<", 1)
                                .window(600)
                                .row());
        drive.lines("shop", 5);
        drive.matches("backup", "*", "\"backup done\"", 1);

        drive.advance(Duration.ofMinutes(9));
        assertThat(drive.said()).isEmpty();

        drive.advance(Duration.ofMinutes(2));
        assertThat(drive.said())
                .extracting(Alert::service, Alert::status)
                .containsExactly(tuple("backup", FIRING));
        drive.matches("backup", "*", "\"backup done\"", 1);
        drive.advance(Duration.ofSeconds(15));
        assertThat(drive.said()).extracting(Alert::status).containsExactly(RESOLVED);
    }

    @Test
    void tellsWhenASourceGoesSilent() {
        EngineDrive drive = EngineDrive.with(rule(9, RuleKind.ABSENCE).after(90).row());
        for (int i = 0; i < 10; i++) {
            drive.lines("shop", 1);
            drive.advance(Duration.ofSeconds(30));
        }

        drive.advance(Duration.ofSeconds(59));
        assertThat(drive.said()).isEmpty();
        drive.advance(Duration.ofSeconds(2));
        assertThat(drive.said())
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.service()).isEqualTo("shop");
                            assertThat(alert.metric()).isEqualTo("silence_seconds");
                            assertThat(alert.value()).isBetween(90.0, 91.0);
                            assertThat(alert.threshold()).isEqualTo(90);
                            assertThat(alert.query()).isEqualTo("service:\"shop\"");
                        });

        drive.lines("shop", 1);
        drive.advance(SECOND);
        assertThat(drive.said()).extracting(Alert::status).containsExactly(RESOLVED);
    }

    @Test
    void learnsHowLongEachHostIsUsuallyQuiet() {
        EngineDrive drive = EngineDrive.with(rule(9, RuleKind.ABSENCE).groupBy("host").row());
        for (int i = 0; i < 120; i++) {
            drive.linesOf("shop", "web-1", "web-2");
            if (i % 10 == 0) {
                drive.linesOf("shop", "batch");
            }
            drive.advance(Duration.ofSeconds(30));
        }
        assertThat(drive.said()).isEmpty();

        for (int i = 0; i < 10; i++) {
            drive.linesOf("shop", "web-1");
            drive.advance(Duration.ofSeconds(30));
        }
        Alert alert = drive.said().getFirst();
        assertThat(alert.labels()).containsEntry("host", "web-2");
        assertThat(alert.threshold()).isEqualTo(90);
        assertThat(alert.fingerprint()).isEqualTo("9|shop|host=web-2");
        assertThat(alert.groupKey()).isEqualTo("host=web-2");
        assertThat(alert.query()).isEqualTo("service:\"shop\" host:\"web-2\"");

        drive.advance(Duration.ofMinutes(12));
        assertThat(drive.said())
                .extracting(one -> one.labels().get("host"))
                .containsExactlyInAnyOrder("web-1", "batch");
    }

    @Test
    void aHostThatIsGoneForADayIsNotMissedAnyMore() {
        EngineDrive drive =
                EngineDrive.with(rule(9, RuleKind.ABSENCE).after(60).groupBy("host").row());
        drive.linesOf("shop", "web-1");
        drive.advance(Duration.ofMinutes(2));
        assertThat(drive.said()).extracting(Alert::status).containsExactly(FIRING);

        drive.advance(Duration.ofHours(25));
        assertThat(drive.said()).extracting(Alert::status).containsExactly(RESOLVED);
    }

    @Test
    void tellsOfNewTemplatesTogether() {
        EngineDrive drive =
                EngineDrive.with(rule(10, RuleKind.TEMPLATE).change("new").window(300).row());
        for (int i = 0; i < 11; i++) {
            drive.template("shop", "old", 3);
            drive.advance(MINUTE);
        }
        assertThat(drive.said()).as("while it learns").isEmpty();

        drive.template("shop", "one", 1);
        drive.template("shop", "two", 5);
        drive.advance(SECOND);
        assertThat(drive.said())
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.value()).isEqualTo(2);
                            assertThat(alert.templates())
                                    .containsExactly("text of two", "text of one");
                            assertThat(alert.query())
                                    .isEqualTo("service:\"shop\" template_id:(\"two\" OR \"one\")");
                        });

        for (int i = 0; i < 7; i++) {
            drive.template("shop", "old", 3);
            drive.advance(MINUTE);
        }
        assertThat(drive.said()).extracting(Alert::status).containsExactly(RESOLVED);
    }

    @Test
    void tellsOfEachTemplateWhereTheRuleGroupsByTemplate() {
        EngineDrive drive =
                EngineDrive.with(
                        rule(10, RuleKind.TEMPLATE)
                                .change("new")
                                .groupBy("template")
                                .window(300)
                                .row());
        for (int i = 0; i < 11; i++) {
            drive.template("shop", "old", 3);
            drive.advance(MINUTE);
        }

        drive.template("shop", "one", 1);
        drive.template("shop", "two", 5);
        drive.advance(SECOND);

        assertThat(drive.said())
                .extracting(alert -> alert.labels().get("template"), Alert::value, Alert::groupKey)
                .containsExactlyInAnyOrder(
                        tuple("one", 1.0, "template=text of one"),
                        tuple("two", 5.0, "template=text of two"));
    }

    @Test
    void tellsOfATemplateThatVanishes() {
        EngineDrive drive =
                EngineDrive.with(rule(10, RuleKind.TEMPLATE).change("vanished").window(300).row());
        for (int i = 0; i < 40; i++) {
            drive.template("shop", "heartbeat", 2);
            drive.template("shop", "other", 2);
            drive.advance(MINUTE);
        }
        assertThat(drive.said()).isEmpty();

        for (int i = 0; i < 8; i++) {
            drive.template("shop", "other", 2);
            drive.advance(MINUTE);
        }
        assertThat(drive.said())
                .extracting(Alert::status, Alert::value, Alert::templates)
                .containsExactly(tuple(FIRING, 1.0, List.of("text of heartbeat")));

        drive.template("shop", "heartbeat", 2);
        drive.advance(Duration.ofSeconds(20));
        assertThat(drive.said()).extracting(Alert::status).containsExactly(RESOLVED);
    }

    @Test
    void aServiceThatStopsHasNoVanishedTemplates() {
        EngineDrive drive =
                EngineDrive.with(rule(10, RuleKind.TEMPLATE).change("vanished").window(300).row());
        for (int i = 0; i < 40; i++) {
            drive.template("shop", "heartbeat", 2);
            drive.advance(MINUTE);
        }

        drive.advance(Duration.ofMinutes(20));

        assertThat(drive.said()).isEmpty();
    }

    @Test
    void tellsOfATemplateThatComesMuchMoreOften() {
        EngineDrive drive =
                EngineDrive.with(
                        rule(10, RuleKind.TEMPLATE)
                                .change("rate")
                                .factor(4)
                                .groupBy("template")
                                .window(120)
                                .row());
        for (int i = 0; i < 30; i++) {
            drive.template("shop", "retry", 10);
            drive.template("shop", "other", 10);
            drive.advance(MINUTE);
        }
        assertThat(drive.said()).isEmpty();

        for (int i = 0; i < 4; i++) {
            drive.template("shop", "retry", 60);
            drive.template("shop", "other", 30);
            drive.advance(MINUTE);
        }
        assertThat(drive.said())
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.labels()).containsEntry("template", "retry");
                            assertThat(alert.value()).isBetween(4.0, 6.1);
                        });
    }

    @Test
    void tellsWhenABudgetBurnsTooFast() {
        Slo slo = new Slo(3, "shop", null, 99, null);
        EngineDrive drive = new EngineDrive();
        drive.engine()
                .rules(
                        List.of(
                                rule(11, RuleKind.BURN_RATE)
                                        .slo(3, new BurnWindow(3_600, 300, 10))
                                        .row()),
                        List.of(slo));
        for (int i = 0; i < 60; i++) {
            drive.requests("shop", 100, 1);
            drive.requests("cart", 10, 90);
            drive.advance(MINUTE);
        }
        assertThat(drive.said()).as("a rate of 1").isEmpty();

        List<Alert> said = new ArrayList<>();
        int minutes = 0;
        while (said.isEmpty()) {
            drive.requests("shop", 50, 50);
            drive.advance(MINUTE);
            said.addAll(drive.said());
            minutes++;
        }
        // The hour has to hold 10 % of bad requests: 12 minutes of half bad ones.
        assertThat(minutes).isBetween(10, 12);
        assertThat(said.getFirst().value()).isBetween(10.0, 11.0);
        assertThat(said.getFirst().threshold()).isEqualTo(10);
        assertThat(said.getFirst().history()).hasSizeGreaterThan(20);

        for (int i = 0; i < 6; i++) {
            drive.requests("shop", 100, 0);
            drive.advance(MINUTE);
        }
        assertThat(drive.said())
                .as("the short window is over it soon")
                .extracting(Alert::status)
                .containsExactly(RESOLVED);
    }

    @Test
    void aBudgetOfLatencyBurnsBySlowRequests() {
        Slo slo = new Slo(3, "shop", null, 90, 500.0);
        EngineDrive drive = new EngineDrive();
        drive.engine()
                .rules(
                        List.of(
                                rule(11, RuleKind.BURN_RATE)
                                        .slo(3, new BurnWindow(300, 60, 2))
                                        .row()),
                        List.of(slo));

        drive.requests("shop", 81, 19);
        drive.advance(Duration.ofSeconds(20));
        assertThat(drive.said()).isEmpty();

        drive.requests("shop", 0, 2);
        drive.advance(Duration.ofSeconds(20));
        assertThat(drive.said())
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.value()).isBetween(2.0, 2.1);
                            assertThat(alert.query())
                                    .isEqualTo("service:\"shop\" duration_ms:>500");
                        });
    }

    @Test
    void joinsRules() {
        EngineDrive drive =
                EngineDrive.with(
                        rule(1).row(),
                        rule(2).metric("event_count").when(">", 1_000).row(),
                        rule(12, RuleKind.COMPOSITE).expression("1 AND NOT 2").row());

        drive.errors("shop", 101);
        drive.errors("cart", 1_001);
        drive.advance(SECOND);
        assertThat(drive.said())
                .extracting(Alert::ruleId, Alert::service)
                .containsExactlyInAnyOrder(
                        tuple(1L, "shop"),
                        tuple(1L, "cart"),
                        tuple(2L, "cart"),
                        tuple(12L, "shop"));

        drive.lines("shop", 1_000);
        drive.advance(SECOND);
        assertThat(drive.said())
                .extracting(Alert::ruleId, Alert::status)
                .containsExactlyInAnyOrder(tuple(2L, FIRING), tuple(12L, RESOLVED));
    }

    @Test
    void aNewRuleAboutRulesSeesWhatFiresAlready() {
        AlertRule errors = rule(1).row();
        EngineDrive drive = EngineDrive.with(errors);
        drive.errors("shop", 101);
        drive.advance(SECOND);
        drive.said();

        drive.engine().rules(List.of(errors, rule(12, RuleKind.COMPOSITE).expression("1").row()));
        drive.advance(SECOND);

        assertThat(drive.said()).extracting(Alert::ruleId).containsExactly(12L);
    }

    @Test
    void aRuleAboutAnomaliesHasItsOwnScore() {
        EngineDrive drive =
                EngineDrive.with(
                        rule(13, RuleKind.ANOMALY)
                                .service("shop")
                                .when(">=", 0.6)
                                .keepFiring(120)
                                .row());

        drive.engine().offer(anomaly("shop", 0.7, drive.now()), drive.now());
        drive.engine().offer(anomaly("shop", 0.5, drive.now()), drive.now());
        drive.engine().offer(anomaly("cart", 0.7, drive.now()), drive.now());
        drive.advance(SECOND);
        assertThat(drive.said())
                .extracting(Alert::ruleId, Alert::service, Alert::value, Alert::metric)
                .containsExactly(tuple(13L, "shop", 0.7, "score"));

        drive.advance(Duration.ofSeconds(121));
        assertThat(drive.said()).extracting(Alert::status).containsExactly(RESOLVED);
    }

    @Test
    void whatFlapsStaysUntilItHasBeenCalm() {
        EngineDrive drive = EngineDrive.with(rule(5).window(10).row());
        List<Alert> said = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            drive.errors("shop", 101);
            drive.advance(Duration.ofSeconds(40));
            said.addAll(drive.said());
        }
        assertThat(said)
                .extracting(Alert::status, Alert::flapping)
                .containsExactly(
                        tuple(FIRING, false),
                        tuple(RESOLVED, false),
                        tuple(FIRING, false),
                        tuple(RESOLVED, false),
                        tuple(FIRING, true));

        drive.advance(Duration.ofMinutes(9));
        assertThat(drive.said()).isEmpty();
        drive.advance(Duration.ofMinutes(2));
        assertThat(drive.said())
                .extracting(Alert::status, Alert::flapping)
                .containsExactly(tuple(RESOLVED, true));

        drive.advance(Duration.ofMinutes(20));
        drive.errors("shop", 101);
        drive.advance(SECOND);
        assertThat(drive.said())
                .as("a new beginning")
                .extracting(Alert::status, Alert::flapping)
                .containsExactly(tuple(FIRING, false));
    }

    @Test
    void aSilencedAlertIsSaidAsSuchAndAgainWhenTheSilenceEnds() {
        EngineDrive drive = EngineDrive.with(rule(5).keepFiring(600).row());
        drive.silence(77, Duration.ZERO, Duration.ofMinutes(2));

        drive.errors("shop", 101);
        drive.advance(SECOND);
        assertThat(drive.said())
                .extracting(Alert::status, Alert::sequence, Alert::suppressedBy)
                .containsExactly(tuple(FIRING, 1L, 77L));

        drive.advance(Duration.ofMinutes(3));
        assertThat(drive.said())
                .extracting(Alert::status, Alert::sequence, Alert::suppressedBy)
                .containsExactly(tuple(FIRING, 2L, null));

        drive.silence(78, Duration.ofMinutes(1), Duration.ofHours(1));
        drive.advance(Duration.ofMinutes(12));
        assertThat(drive.said())
                .extracting(Alert::status, Alert::sequence, Alert::suppressedBy)
                .as("who was told that it began is told that it ended")
                .containsExactly(tuple(FIRING, 3L, 78L), tuple(RESOLVED, 4L, null));
    }

    @Test
    void nobodyIsToldOfTheEndOfWhatNobodyWasToldOf() {
        EngineDrive drive = EngineDrive.with(rule(5).row());
        drive.silence(77, Duration.ZERO, Duration.ofHours(2));
        drive.errors("shop", 101);
        drive.advance(Duration.ofMinutes(3));

        assertThat(drive.said())
                .extracting(Alert::status, Alert::suppressedBy)
                .containsExactly(tuple(FIRING, 77L), tuple(RESOLVED, 77L));
    }

    @Test
    void anAcknowledgedAlertIsSaidAgainWhenASilenceBegins() {
        EngineDrive drive = EngineDrive.with(rule(5).keepFiring(3_600).row());
        drive.errors("shop", 101);
        drive.advance(SECOND);
        drive.command(drive.said().getFirst(), Action.ACKNOWLEDGE);
        drive.said();
        drive.silence(77, Duration.ZERO, Duration.ofHours(2));
        drive.advance(SECOND);

        assertThat(drive.said())
                .extracting(Alert::status, Alert::suppressedBy, Alert::acknowledgedBy)
                .containsExactly(tuple(ACKNOWLEDGED, 77L, "ada"));
    }

    @Test
    void aPendingAlertBringsItsEvidenceWhenItFires() {
        EngineDrive drive = EngineDrive.with(rule(5).holdsFor(30).row());
        for (int i = 0; i < 40; i++) {
            drive.errors("shop", 101);
            drive.advance(SECOND);
        }

        List<Alert> said = drive.said();
        assertThat(said).extracting(Alert::status).containsExactly(PENDING, FIRING);
        assertThat(said.getLast().windowEnd()).isAfter(said.getFirst().windowEnd());
    }

    @Test
    void showsEveryLookToWhoWantsACurve() {
        EngineDrive drive = EngineDrive.with(rule(5).row());
        List<AlertEngine.Look> looks = new ArrayList<>();
        drive.engine().watch(looks::add);

        drive.errors("shop", 101);
        drive.advance(SECOND);

        assertThat(looks)
                .first()
                .satisfies(
                        look -> {
                            assertThat(look.value()).isEqualTo(101.0);
                            assertThat(look.state()).isEqualTo("firing");
                            assertThat(look.service()).isEqualTo("shop");
                        });
    }

    @Test
    void aRuleOfAnotherKindEndsTheEpisodesOfTheOld() {
        EngineDrive drive = EngineDrive.with(rule(5).row());
        drive.errors("shop", 101);
        drive.advance(SECOND);
        drive.said();

        drive.engine().rules(List.of(rule(5, RuleKind.ABSENCE).after(600).row()));
        drive.advance(SECOND);

        assertThat(drive.said()).extracting(Alert::status).containsExactly(RESOLVED);
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> nonsense() {
        return Stream.of(
                nonsense(rule(1).metric("speed"), "metric: 'speed' (expected: "),
                nonsense(rule(1).when("~", 1), "operator: '~' (expected: "),
                nonsense(rule(1, RuleKind.LOG_MATCH), "query: 'null' (expected: "),
                nonsense(rule(1, RuleKind.LOG_MATCH).query("(a"), "query: "),
                nonsense(
                        rule(1, RuleKind.LOG_MATCH).query("a").route("GET /"),
                        "route: 'GET /' (expected: none"),
                nonsense(rule(1, RuleKind.TEMPLATE), "change: 'null' (expected: new, "),
                nonsense(
                        rule(1, RuleKind.TEMPLATE).change("rate").factor(1),
                        "factor: '1.0' (expected: more than 1)"),
                nonsense(rule(1, RuleKind.BURN_RATE).slo(4), "slo_id: '4' (expected: "),
                nonsense(
                        rule(1, RuleKind.BURN_RATE).slo(3, new BurnWindow(60, 600, 1)),
                        "burn_windows: "),
                nonsense(rule(1, RuleKind.COMPOSITE), "expression: 'null' (expected: "),
                nonsense(
                        rule(1, RuleKind.COMPOSITE).expression("1 AND 2"),
                        "expression: '1 AND 2' (expected: other rules than rule 1 itself)"));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void refusesWhatNoEngineCanDo(AlertRule row, String message) {
        Slo slo = new Slo(3, "shop", null, 99, null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EngineDrive().engine().rules(List.of(row), List.of(slo)))
                .withMessageStartingWith(message);
    }

    private static org.junit.jupiter.params.provider.Arguments nonsense(
            RuleBuilder rule, String message) {
        return org.junit.jupiter.params.provider.Arguments.of(rule.row(), message);
    }

    private static Anomaly anomaly(String service, double score, Instant windowEnd) {
        return new Anomaly(
                "a1",
                service,
                null,
                "isolation-forest",
                windowEnd.minusSeconds(60),
                windowEnd,
                windowEnd,
                score,
                io.stacklens.model.alert.AlertSeverity.WARNING,
                List.of(),
                List.of("sample-9"));
    }
}
