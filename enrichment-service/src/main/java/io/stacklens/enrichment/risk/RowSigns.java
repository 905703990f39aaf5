package io.stacklens.enrichment.risk;

import io.stacklens.enrichment.risk.RiskRules.Finding;
import io.stacklens.model.batch.DoubleColumn;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.LongColumn;
import io.stacklens.model.batch.TextColumn;

/** The signs of risk in the rows of a batch, one row at a time. */
final class RowSigns {

    /** The code of addresses that are in no country. */
    private static final String NOWHERE = "ZZ";

    private final RiskRules rules;
    private final LongColumn severities;
    private final LongColumn statuses;
    private final DoubleColumn durations;
    private final LongColumn users;
    private final LongColumn accounts;
    private final TextColumn templates;
    private final Finding[] bodies;
    private final TextColumn urlPaths;
    private final Finding[] paths;
    private final TextColumn homes;
    private final TextColumn countries;

    private int severity;
    private int status;
    private int latency;
    private Finding body = Finding.NONE;
    private Finding path = Finding.NONE;
    private int user;
    private int account;
    private int country;

    /**
     * @param bodies by entry of the templates
     * @param paths by entry of the paths
     */
    RowSigns(RiskRules rules, LogBatch batch, Finding[] bodies, Finding[] paths) {
        this.rules = rules;
        this.severities = batch.longs(LogColumn.SEVERITY_NUMBER);
        this.statuses = batch.longs(LogColumn.HTTP_STATUS);
        this.durations = batch.doubles(LogColumn.DURATION_MS);
        this.users = batch.longs(LogColumn.USER_RISK_SCORE);
        this.accounts = batch.longs(LogColumn.BUSINESS_RISK_SCORE);
        this.templates = batch.texts(LogColumn.TEMPLATE);
        this.bodies = bodies;
        this.urlPaths = batch.texts(LogColumn.URL_PATH);
        this.paths = paths;
        this.homes = batch.texts(LogColumn.USER_HOME_COUNTRY);
        this.countries = batch.texts(LogColumn.GEO_COUNTRY_CODE);
    }

    /** Looks at a row. */
    void read(int row) {
        severity = rules.ofSeverity(severities.get(row));
        status = rules.ofHttpStatus(statuses.get(row));
        latency = rules.ofLatency(durations.get(row));
        body = finding(bodies, templates.entry(row));
        path = finding(paths, urlPaths.entry(row));
        user = rules.ofUser(users.get(row));
        account = rules.ofAccount(accounts.get(row));
        country = ofCountry(row);
    }

    int score() {
        int points =
                severity
                        + status
                        + latency
                        + body.points()
                        + path.points()
                        + user
                        + account
                        + country;
        return Math.min(RiskRules.HIGHEST, points);
    }

    /** All signs in one number: seven bits for each of six, and one for each phrase. */
    long combination() {
        long packed = body.phrases() | path.phrases();
        packed = packed << 7 | severity;
        packed = packed << 7 | status;
        packed = packed << 7 | latency;
        packed = packed << 7 | user;
        packed = packed << 7 | account;
        return packed << 7 | country;
    }

    /** What the points are made of, such as {@code severity:25,status:15}. */
    String explanation() {
        StringBuilder out = new StringBuilder();
        append(out, ",severity:", severity);
        append(out, ",status:", status);
        append(out, ",latency:", latency);
        rules.appendPhrases(body.phrases() | path.phrases(), out);
        append(out, ",user:", user);
        append(out, ",account:", account);
        append(out, ",geo:", country);
        return out.substring(1);
    }

    private int ofCountry(int row) {
        int home = homes.entry(row);
        int seen = countries.entry(row);
        if (home < 0 || seen < 0) {
            return 0;
        }
        String code = countries.entryText(seen);
        return code.equals(NOWHERE) || code.equals(homes.entryText(home))
                ? 0
                : rules.ofForeignCountry();
    }

    private static void append(StringBuilder out, String factor, int points) {
        if (points > 0) {
            out.append(factor).append(points);
        }
    }

    private static Finding finding(Finding[] findings, int entry) {
        return entry < 0 ? Finding.NONE : findings[entry];
    }
}
