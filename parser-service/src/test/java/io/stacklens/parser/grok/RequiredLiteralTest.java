package io.stacklens.parser.grok;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class RequiredLiteralTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    %{WORD:a} ordered %{INT:b}       | ` ordered `
                    \\[%{WORD:a}\\] took: %{INT:ms}  | `] took: `
                    (optional )?sure %{WORD:a}       | `sure `
                    ab?c                             | `a`
                    ab+cde                           | `cde`
                    x{2,3}yz                         | `yz`
                    [a-z]+: \\d+ items               | ` items`
                    %{COMBINEDAPACHELOG}             | `] "`
                    (?i)error %{WORD:a}              | ``
                    (%{TILL:a}: )?x                  | `x`
                    """)
    void isTheLongestTextThatMustBeThere(String pattern, String literal) {
        assertThat(RequiredLiteral.of(pattern, GrokNames.LEGACY.definitions(Map.of())))
                .isEqualTo(literal);
    }

    @Test
    void isNoneWhenThereIsAChoice() {
        assertThat(RequiredLiteral.of("one|two", Map.of())).isEmpty();
    }
}
