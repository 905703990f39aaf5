package io.stacklens.enrichment.risk;

import io.stacklens.enrichment.risk.RiskProperties.Latency;
import io.stacklens.enrichment.risk.RiskProperties.Phrases;
import io.stacklens.enrichment.risk.RiskProperties.Place;
import io.stacklens.enrichment.risk.RiskProperties.Status;
import io.stacklens.model.Severity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How many points each sign of risk adds to a record's score, which is their sum, at most 100; the
 * settings in the form that a row can be looked up in.
 */
final class RiskRules {

    static final int HIGHEST = 100;

    private static final int STATUSES = 1000;
    private static final int SEVERITIES = 25;

    /**
     * Words that were found.
     *
     * @param phrases a bit for each of the phrases
     */
    record Finding(int points, int phrases) {
        static final Finding NONE = new Finding(0, 0);
    }

    private final int factorsFrom;
    private final int userShare;
    private final int accountShare;
    private final int foreignCountry;
    private final int[] bySeverity = new int[SEVERITIES];
    private final int[] byStatus = new int[STATUSES];
    private final double[] latencyMillis;
    private final int[] byLatency;
    private final List<Phrases> phrases;

    RiskRules(RiskProperties properties) {
        this.factorsFrom = properties.factorsFrom();
        this.userShare = properties.userShare();
        this.accountShare = properties.accountShare();
        this.foreignCountry = properties.foreignCountry();
        for (int number = 1; number < SEVERITIES; number++) {
            bySeverity[number] =
                    switch (Severity.ofNumber(number)) {
                        case TRACE, DEBUG, INFO -> 0;
                        case WARN -> properties.warn();
                        case ERROR -> properties.error();
                        case FATAL -> properties.fatal();
                    };
        }
        for (int status = 0; status < STATUSES; status++) {
            byStatus[status] = points(properties.statuses(), status);
        }
        List<Latency> latency = new ArrayList<>(properties.latency());
        latency.sort(Comparator.comparing(Latency::from).reversed());
        this.latencyMillis = latency.stream().mapToDouble(l -> l.from().toNanos() / 1e6).toArray();
        this.byLatency = latency.stream().mapToInt(Latency::points).toArray();
        this.phrases =
                properties.phrases().stream()
                        .map(
                                p ->
                                        new Phrases(
                                                p.name(),
                                                p.in(),
                                                p.words().stream().map(RiskRules::lower).toList(),
                                                p.points()))
                        .toList();
    }

    boolean isExplained(int score) {
        return score >= factorsFrom;
    }

    int ofSeverity(long number) {
        return number > 0 && number < SEVERITIES ? bySeverity[(int) number] : 0;
    }

    int ofHttpStatus(long status) {
        return status > 0 && status < STATUSES ? byStatus[(int) status] : 0;
    }

    /**
     * For a request that took long.
     *
     * @param millis not a number when it is not known
     */
    int ofLatency(double millis) {
        for (int i = 0; i < latencyMillis.length; i++) {
            if (millis >= latencyMillis[i]) {
                return byLatency[i];
            }
        }
        return 0;
    }

    /** For words in the constant part of a body. */
    Finding ofBody(String text) {
        return find(text, Place.BODY);
    }

    /** For words in a path. */
    Finding ofPath(String path) {
        return find(path, Place.PATH);
    }

    /**
     * For a user who is a risk.
     *
     * @param riskScore 0 to 100, negative when there is none
     */
    int ofUser(long riskScore) {
        return share(riskScore, userShare);
    }

    int ofAccount(long riskScore) {
        return share(riskScore, accountShare);
    }

    int ofForeignCountry() {
        return foreignCountry;
    }

    /** What the phrases of a finding are called, with their points, after a comma each. */
    void appendPhrases(int found, StringBuilder out) {
        for (int i = 0; i < phrases.size(); i++) {
            if ((found & 1 << i) != 0) {
                Phrases wanted = phrases.get(i);
                out.append(',').append(wanted.name()).append(':').append(wanted.points());
            }
        }
    }

    private Finding find(String text, Place place) {
        String lower = lower(text);
        int points = 0;
        int found = 0;
        for (int i = 0; i < phrases.size(); i++) {
            Phrases wanted = phrases.get(i);
            if (wanted.in() == place
                    && wanted.points() > 0
                    && wanted.words().stream().anyMatch(lower::contains)) {
                points += wanted.points();
                found |= 1 << i;
            }
        }
        return points == 0 ? Finding.NONE : new Finding(points, found);
    }

    private static int points(List<Status> statuses, int status) {
        return statuses.stream()
                .filter(range -> range.covers(status))
                .findFirst()
                .map(Status::points)
                .orElse(0);
    }

    private static int share(long riskScore, int percent) {
        return riskScore <= 0 ? 0 : (int) Math.min(riskScore, 100) * percent / 100;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
