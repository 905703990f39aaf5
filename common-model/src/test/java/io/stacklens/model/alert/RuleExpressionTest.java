package io.stacklens.model.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;

class RuleExpressionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1                      | 1     | true
                    1                      | 2     | false
                    1 AND 2                | 1 2   | true
                    1 AND 2                | 1     | false
                    1 OR 2                 | 2     | true
                    1 AND NOT 2            | 1     | true
                    1 AND NOT 2            | 1 2   | false
                    1 OR 2 AND 3           | 1     | true
                    1 OR 2 AND 3           | 2     | false
                    (1 OR 2) AND 3         | 1     | false
                    1 AND (2 OR NOT 3)     | 1     | true
                    1 AND (2 OR NOT 3)     | 1 3   | false
                    1 AND (2 OR NOT 3)     | 1 2 3 | true
                    NOT (NOT 1)            | 1     | true
                    (1)AND(2)              | 1 2   | true
                    """)
    void joinsRules(String text, String holding, boolean expected) {
        List<String> holds = Arrays.asList(holding.strip().split(" "));

        assertThat(RuleExpression.parse(text).holds(id -> holds.contains(Long.toString(id))))
                .isEqualTo(expected);
    }

    @Test
    void knowsItsRules() {
        assertThat(RuleExpression.parse("7 AND (2 OR NOT 3) AND 7").ruleIds())
                .containsExactly(2L, 3L, 7L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1 AND",
                "AND 1",
                "1 2",
                "(1",
                "1)",
                "()",
                "1 and 2",
                "x",
                "1 & 2",
                "NOT",
                "12345678901234567890",
                "-1"
            })
    void refusesWhatIsNoExpression(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleExpression.parse(text))
                .withMessageStartingWith("expression: '%s' (expected: ".formatted(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT 1", "1 OR NOT 2", "NOT (1 AND 2)"})
    void refusesWhatHoldsWhenNothingIsWrong(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleExpression.parse(text))
                .withMessageContaining("an expression that some rule has to hold for");
    }

    @Test
    void refusesEndlessNesting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleExpression.parse("(".repeat(1_000_000)))
                .withMessageContaining("at most 50 levels");
    }
}
