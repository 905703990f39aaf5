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
        assertThat(new Condition(operator, threshold, clear, null).look(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    ==, 10, 0.5, 10.5, BREACH
                    ==, 10, 0.5, 9.5,  BREACH
                    ==, 10, 0.5, 10.6, CLEAR
                    !=, 10, 0.5, 10.5, CLEAR
                    !=, 10, 0.5, 10.6, BREACH
                    ==, 10, 0,   10,   BREACH
                    """)
    void takesValuesWithinTheToleranceForEqual(
            String operator, double threshold, double tolerance, double value, Trigger expected) {
        assertThat(new Condition(operator, threshold, null, tolerance).look(value))
                .isEqualTo(expected);
    }

    @Test
    void refusesAToleranceBelowZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Condition("==", 1, null, -0.1))
                .withMessage("tolerance: '-0.1' (expected: 0 or more)");
    }

    @Test
    void refusesAnOperatorItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Condition("=>", 1, null, null))
                .withMessage("operator: '=>' (expected: >, <, >=, <=, == or !=)");
    }
}
