package io.stacklens.analytics.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    >,  5,  ,  5.1, BREACH
                    >,  5,  ,  5,   CLEAR
                    >,  5,  3, 4,   BETWEEN
                    >,  5,  3, 3,   CLEAR
                    >=, 5,  ,  5,   BREACH
                    >=, 5,  ,  4.9, CLEAR
                    <,  10, ,  9,   BREACH
                    <,  10, ,  10,  CLEAR
                    <,  10, 20, 15, BETWEEN
                    <,  10, 20, 20, CLEAR
                    <=, 10, ,  10,  BREACH
                    ==, 0.3, , 0.30000000000000004, BREACH
                    ==, 0.3, , 0.31, CLEAR
                    !=, 0.3, , 0.30000000000000004, CLEAR
                    !=, 0.3, , 0.31, BREACH
                    """)
    void compares(String operator, double threshold, Double clear, double value, Trigger expected) {
        assertThat(new Condition(operator, threshold, clear).look(value)).isEqualTo(expected);
    }

    @Test
    void refusesAnOperatorItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Condition("=>", 1, null))
                .withMessage("operator: '=>' (expected: >, <, >=, <=, == or !=)");
    }
}
