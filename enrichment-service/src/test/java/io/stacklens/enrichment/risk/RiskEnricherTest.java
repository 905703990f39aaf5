package io.stacklens.enrichment.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.Severity;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskEnricherTest {

    private final RiskEnricher enricher = new RiskEnricher();

    @ParameterizedTest(name = "{0} {1} \"{2}\" {3} account {4} -> {5}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    INFO,  200, order <*> placed,                       /orders,             -1,   0
                    WARN,  0,   disk almost full,                       -,                   -1,  10
                    ERROR, 0,   boom,                                   -,                   -1,  25
                    FATAL, 0,   out of memory,                          -,                   -1,  40
                    INFO,  404, not there,                              /x,                  -1,   5
                    WARN,  429, slow down,                              /x,                  -1,  20
                    ERROR, 503, upstream away,                          /x,                  -1,  40
                    ERROR, 401, Failed password for <*> from <*>,       /login,              -1,  75
                    INFO,  0,   pam_unix: Authentication failure,       -,                   -1,  30
                    INFO,  404, GET,                                    /../../etc/passwd,   -1,  45
                    INFO,  200, order <*> placed,                       /orders,             50,  20
                    FATAL, 500, Access denied,                          /.env,              100, 100
                    """)
    void addsUpThePointsOfEachSign(
            Severity severity,
            int status,
            String template,
            String path,
            int account,
            int expected) {
        LogBatchBuilder lines = new LogBatchBuilder();
        lines.addRow();
        lines.put(LogColumn.SEVERITY_NUMBER, severity.number())
                .put(LogColumn.HTTP_STATUS, status)
                .put(LogColumn.TEMPLATE, template)
                .put(LogColumn.BUSINESS_RISK_SCORE, account);
        if (path != null) {
            lines.put(LogColumn.URL_PATH, path);
        }

        LogBatch scored = enricher.columnsFor(lines.build()).orElseThrow();

        assertThat(scored.longs(LogColumn.RISK_SCORE).get(0)).isEqualTo(expected);
    }

    @Test
    void scoresARecordOfWhichLittleIsKnown() {
        LogBatchBuilder lines = new LogBatchBuilder();
        lines.addRow();
        lines.put(LogColumn.SEVERITY_NUMBER, 9);

        LogBatch scored = enricher.columnsFor(lines.build()).orElseThrow();

        assertThat(scored.longs(LogColumn.RISK_SCORE).get(0)).isZero();
    }
}
