package io.stacklens.dashboard.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

class IncidentStatusTest {

    @ParameterizedTest
    @CsvSource({
        "OPEN, OPEN, false",
        "OPEN, INVESTIGATING, true",
        "OPEN, MITIGATED, true",
        "OPEN, RESOLVED, true",
        "INVESTIGATING, OPEN, false",
        "INVESTIGATING, INVESTIGATING, false",
        "INVESTIGATING, MITIGATED, true",
        "INVESTIGATING, RESOLVED, true",
        "MITIGATED, OPEN, false",
        "MITIGATED, INVESTIGATING, true",
        "MITIGATED, MITIGATED, false",
        "MITIGATED, RESOLVED, true",
        "RESOLVED, OPEN, false",
        "RESOLVED, INVESTIGATING, true",
        "RESOLVED, MITIGATED, false",
        "RESOLVED, RESOLVED, false",
    })
    void goesOnAsTheTableSays(IncidentStatus from, IncidentStatus to, boolean allowed) {
        assertThat(from.next().contains(to)).isEqualTo(allowed);
        assertThat(Arrays.stream(IncidentStatus.values())).hasSize(4);
    }
}
