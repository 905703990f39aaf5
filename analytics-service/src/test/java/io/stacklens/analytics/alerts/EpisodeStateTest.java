package io.stacklens.analytics.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpisodeStateTest {

    /** Every state and every trigger, so that a change of the table is a change here. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    NONE,         BREACH,      PENDING
                    NONE,         BREACH_HELD, FIRING
                    NONE,         BETWEEN,     NONE
                    NONE,         CLEAR,       NONE
                    NONE,         CLEAR_HELD,  NONE
                    NONE,         UNKNOWN,     NONE
                    NONE,         ACKNOWLEDGE, NONE
                    NONE,         RESOLVE,     NONE
                    NONE,         RULE_GONE,   NONE
                    PENDING,      BREACH,      PENDING
                    PENDING,      BREACH_HELD, FIRING
                    PENDING,      BETWEEN,     NONE
                    PENDING,      CLEAR,       NONE
                    PENDING,      CLEAR_HELD,  NONE
                    PENDING,      UNKNOWN,     PENDING
                    PENDING,      ACKNOWLEDGE, PENDING
                    PENDING,      RESOLVE,     MUTED
                    PENDING,      RULE_GONE,   NONE
                    FIRING,       BREACH,      FIRING
                    FIRING,       BREACH_HELD, FIRING
                    FIRING,       BETWEEN,     FIRING
                    FIRING,       CLEAR,       FIRING
                    FIRING,       CLEAR_HELD,  NONE
                    FIRING,       UNKNOWN,     FIRING
                    FIRING,       ACKNOWLEDGE, ACKNOWLEDGED
                    FIRING,       RESOLVE,     MUTED
                    FIRING,       RULE_GONE,   NONE
                    ACKNOWLEDGED, BREACH,      ACKNOWLEDGED
                    ACKNOWLEDGED, BREACH_HELD, ACKNOWLEDGED
                    ACKNOWLEDGED, BETWEEN,     ACKNOWLEDGED
                    ACKNOWLEDGED, CLEAR,       ACKNOWLEDGED
                    ACKNOWLEDGED, CLEAR_HELD,  NONE
                    ACKNOWLEDGED, UNKNOWN,     ACKNOWLEDGED
                    ACKNOWLEDGED, ACKNOWLEDGE, ACKNOWLEDGED
                    ACKNOWLEDGED, RESOLVE,     MUTED
                    ACKNOWLEDGED, RULE_GONE,   NONE
                    MUTED,        BREACH,      MUTED
                    MUTED,        BREACH_HELD, MUTED
                    MUTED,        BETWEEN,     MUTED
                    MUTED,        CLEAR,       NONE
                    MUTED,        CLEAR_HELD,  NONE
                    MUTED,        UNKNOWN,     MUTED
                    MUTED,        ACKNOWLEDGE, MUTED
                    MUTED,        RESOLVE,     MUTED
                    MUTED,        RULE_GONE,   NONE
                    """)
    void goesFromStateToState(EpisodeState state, Trigger trigger, EpisodeState next) {
        assertThat(state.on(trigger)).isEqualTo(next);
    }
}
