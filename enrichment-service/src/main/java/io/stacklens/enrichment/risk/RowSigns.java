package io.stacklens.enrichment.risk;

import io.stacklens.enrichment.risk.RiskRules.Finding;
import io.stacklens.model.batch.DoubleColumn;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.LongColumn;
import io.stacklens.model.batch.TextColumn;

/** The signs of risk in each row of a batch. */
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

    /** The sum of a row's points, which may be above the highest score. */
    int points(int row) {
        return rules.ofSeverity(severities.get(row))
                + rules.ofHttpStatus(statuses.get(row))
                + rules.ofLatency(durations.get(row))
                + finding(bodies, templates.entry(row)).points()
                + finding(paths, urlPaths.entry(row)).points()
                + rules.ofUser(users.get(row))
                + rules.ofAccount(accounts.get(row))
                + ofCountry(row);
    }

    /** Appends what a row's points are made of, such as {@code severity:25,status:15}. */
    void explain(int row, StringBuilder out) {
        append(out, ",severity:", rules.ofSeverity(severities.get(row)));
        append(out, ",status:", rules.ofHttpStatus(statuses.get(row)));
        append(out, ",latency:", rules.ofLatency(durations.get(row)));
        out.append(finding(bodies, templates.entry(row)).factors());
        out.append(finding(paths, urlPaths.entry(row)).factors());
        append(out, ",user:", rules.ofUser(users.get(row)));
        append(out, ",account:", rules.ofAccount(accounts.get(row)));
        append(out, ",geo:", ofCountry(row));
        out.deleteCharAt(0);
    }

    private int ofCountry(int row) {
        String home = homes.get(row);
        if (home == null) {
            return 0;
        }
        String country = countries.get(row);
        return country == null || country.equals(NOWHERE) || country.equals(home)
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
