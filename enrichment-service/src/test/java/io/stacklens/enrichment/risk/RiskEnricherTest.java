package io.stacklens.enrichment.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class RiskEnricherTest {

    private final RiskEnricher enricher =
            new RiskEnricher(RiskSettings.defaults(), new SimpleMeterRegistry());

    @ParameterizedTest(name = "{0} {1} \"{2}\" {3} {4} ms account {5} -> {6} {7}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    INFO,  200, order <*> placed,                       /orders,           12,     -1,   0, -
                    WARN,  0,   disk almost full,                       -,                 -,      -1,  10, severity:10
                    ERROR, 0,   boom,                                   -,                 -,      -1,  25, severity:25
                    FATAL, 0,   out of memory,                          -,                 -,      -1,  40, severity:40
                    INFO,  404, not there,                              /x,                -,      -1,   5, status:5
                    INFO,  999, odd,                                    /x,                -,      -1,  15, status:15
                    WARN,  429, slow down,                              /x,                -,      -1,  20, 'severity:10,status:10'
                    ERROR, 503, upstream away,                          /x,                4999.9, -1,  40, 'severity:25,status:15'
                    ERROR, 503, upstream away,                          /x,                5000,   -1,  45, 'severity:25,status:15,latency:5'
                    INFO,  200, report made,                            /x,                31000,  -1,  10, latency:10
                    ERROR, 401, Failed password for <*> from <*>,       /login,            -,      -1,  75, 'severity:25,status:20,sign_in:30'
                    INFO,  0,   pam_unix: Authentication failure,       -,                 -,      -1,  30, sign_in:30
                    INFO,  404, GET,                                    /../../etc/passwd, -,      -1,  45, 'status:5,attack:40'
                    INFO,  404, GET,                                    '/?x=${JNDI:ldap', -,      -1,  45, 'status:5,attack:40'
                    INFO,  200, order <*> placed,                       /orders,           -,      50,  20, account:20
                    FATAL, 500, Access denied,                          /.env,             -,     100, 100, 'severity:40,status:15,sign_in:30,attack:40,account:40'
                    """)
    void addsUpThePointsOfEachSignAndNamesThem(
            Severity severity,
            int status,
            String template,
            String path,
            Double millis,
            int account,
            int expected,
            String factors) {
        LogBatchBuilder lines = new LogBatchBuilder();
        lines.addRow();
        lines.put(LogColumn.SEVERITY_NUMBER, severity.number())
                .put(LogColumn.HTTP_STATUS, status)
                .put(LogColumn.TEMPLATE, template)
                .put(LogColumn.BUSINESS_RISK_SCORE, account);
        if (path != null) {
            lines.put(LogColumn.URL_PATH, path);
        }
        if (millis != null) {
            lines.put(LogColumn.DURATION_MS, millis);
        }

        LogBatch scored = enricher.columnsFor(lines.build()).orElseThrow();

        assertThat(scored.longs(LogColumn.RISK_SCORE).get(0)).isEqualTo(expected);
        assertThat(scored.texts(LogColumn.RISK_FACTORS).get(0)).isEqualTo(factors);
    }

    @ParameterizedTest(name = "at home in {0}, seen in {1}, own risk {2} -> {3} {4}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    SE, SE, -1,  0, -
                    SE, FR, -1, 20, geo:20
                    SE, ZZ, -1,  0, -
                    SE, -,  -1,  0, -
                    -,  FR, -1,  0, -
                    SE, FR, 50, 40, 'user:20,geo:20'
                    """)
    void aUserAbroadIsASurprise(
            String home, String country, int userRisk, int expected, String factors) {
        LogBatchBuilder lines = new LogBatchBuilder();
        lines.addRow();
        lines.put(LogColumn.SEVERITY_NUMBER, 9).put(LogColumn.USER_RISK_SCORE, userRisk);
        if (home != null) {
            lines.put(LogColumn.USER_HOME_COUNTRY, home);
        }
        if (country != null) {
            lines.put(LogColumn.GEO_COUNTRY_CODE, country);
        }

        LogBatch scored = enricher.columnsFor(lines.build()).orElseThrow();

        assertThat(scored.longs(LogColumn.RISK_SCORE).get(0)).isEqualTo(expected);
        assertThat(scored.texts(LogColumn.RISK_FACTORS).get(0)).isEqualTo(factors);
    }

    @Test
    void explainsARecordAmongManyAsItDoesAlone() {
        Random random = new Random(11);
        LogBatchBuilder many = new LogBatchBuilder();
        List<String> alone = new ArrayList<>();
        for (int row = 0; row < 3_000; row++) {
            int severity = 1 + random.nextInt(24);
            int status = 200 + random.nextInt(400);
            int user = random.nextInt(101);
            int account = random.nextInt(101);
            LogBatchBuilder one = new LogBatchBuilder();
            for (LogBatchBuilder lines : List.of(many, one)) {
                lines.addRow();
                lines.put(LogColumn.SEVERITY_NUMBER, severity)
                        .put(LogColumn.HTTP_STATUS, status)
                        .put(LogColumn.USER_RISK_SCORE, user)
                        .put(LogColumn.BUSINESS_RISK_SCORE, account);
            }
            LogBatch scored = enricher.columnsFor(one.build()).orElseThrow();
            alone.add(scored.texts(LogColumn.RISK_FACTORS).get(0));
        }

        LogBatch scored = enricher.columnsFor(many.build()).orElseThrow();

        for (int row = 0; row < alone.size(); row++) {
            assertThat(scored.texts(LogColumn.RISK_FACTORS).get(row)).isEqualTo(alone.get(row));
        }
    }

    @Test
    void scoresARecordOfWhichLittleIsKnown() {
        LogBatchBuilder lines = new LogBatchBuilder();
        lines.addRow();
        lines.put(LogColumn.SEVERITY_NUMBER, 9);

        LogBatch scored = enricher.columnsFor(lines.build()).orElseThrow();

        assertThat(scored.longs(LogColumn.RISK_SCORE).get(0)).isZero();
        assertThat(scored.has(LogColumn.RISK_FACTORS)).isFalse();
    }
}
