package io.stacklens.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.standalone.Arguments.UsageException;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

class ArgumentsTest {

    @Test
    void readsOptionsFlagsAndWordsInAnyOrder() {
        Arguments arguments = parse("file.log", "--service", "shop", "--follow", "--max=7");

        assertThat(arguments.words()).containsExactly("file.log");
        assertThat(arguments.value("service")).contains("shop");
        assertThat(arguments.number("max")).contains(7);
        assertThat(arguments.has("follow")).isTrue();
    }

    @Test
    void takesALoneDashForAWord() {
        assertThat(parse("-").onlyWord("a file")).isEqualTo("-");
    }

    @Test
    void keepsAllValuesAndPrefersTheLast() {
        Arguments arguments = parse("--service=a", "--service=b");

        assertThat(arguments.values("service")).containsExactly("a", "b");
        assertThat(arguments.value("service")).contains("b");
    }

    @Test
    void refusesAnOptionItDoesNotKnowAndNamesThoseItDoes() {
        assertThatThrownBy(() -> parse("--servic", "shop"))
                .isInstanceOf(UsageException.class)
                .hasMessage("unknown option --servic (expected: --follow, --max, --service)");
    }

    @Test
    void refusesAnOptionWithoutItsValue() {
        assertThatThrownBy(() -> parse("--service"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--service has no value");
    }

    @Test
    void refusesANumberThatIsNone() {
        assertThatThrownBy(() -> parse("--max", "many").number("max"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--max: many (expected: a number)");
    }

    private static Arguments parse(String... line) {
        return Arguments.parse(List.of(line), Set.of("service", "max"), Set.of("follow"));
    }
}
