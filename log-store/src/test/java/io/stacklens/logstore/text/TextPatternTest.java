package io.stacklens.logstore.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class TextPatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                // pattern | text | is in it
                "timeout | Timeout after 3 s | true",
                "out | timeout | false",
                "out | time out | true",
                "out | time-out. | true",
                "out | time_out | false",
                "timed out | it TIMED OUT again | true",
                "timed out | untimed outage | false",
                "/api/v1 | GET /api/v1/users | true",
                "/api/v1 | GET /api/v11 | false",
                "10.0.0.1 | from 10.0.0.1:80 | true",
                "10.0.0.1 | from 110.0.0.1 | false",
                "*out | timeout | true",
                "*out | timeouts | false",
                "time* | timeouts | true",
                "time* | overtime | false",
                "*meo* | TIMEOUT | true",
                "conn*refused | connection was refused | true",
                "conn*refused | refused connection | false",
                "conn*fuse | connection refused by fuse | true",
                "ve | naïve | false",
                "naïve | NAÏVE approach | true",
                "ΣΊΣΥΦΟΣ | σίσυφοσ | true",
                "*本* | 日本語 | true",
                "k | \u212A | false",
                "- | a - b | true",
                "a | b | false"
            })
    void findsWholeTokensExceptAtStars(String pattern, String text, boolean isIn) {
        TextPattern parsed = TextPattern.of(List.of(pattern.split("\\*", -1)));
        byte[] utf8 = ("##" + text + "##").getBytes(StandardCharsets.UTF_8);

        assertThat(parsed.isIn(utf8, 2, utf8.length - 4)).isEqualTo(isIn);
        assertThat(
                        parsed.places(() -> FoldedText.of(utf8, 2, utf8.length - 2))
                                .map(places -> places.next(2) >= 0)
                                .orElse(true))
                .isIn(true, isIn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timed out | timed out",
                "*timed out* | ''",
                "*meo * of | of",
                "a* b c *d | a? b c",
                "naïve | naïve"
            })
    void knowsTheTokensThatMustBeThereWhole(String pattern, String tokens) {
        List<Long> expected = new ArrayList<>();
        for (String token : tokens.split(" ", -1)) {
            if (!token.isEmpty() && !token.endsWith("?")) {
                byte[] utf8 = token.getBytes(StandardCharsets.UTF_8);
                TextHash.tokens(utf8, 0, utf8.length, expected::add);
            }
        }
        List<Long> found = new ArrayList<>();
        TextPattern.of(List.of(pattern.split("\\*", -1))).wholeTokens(found::add);

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void hashesTokensWithoutCaseAndWithoutTheirPlace() {
        assertThat(tokens("Boom: ÄRGER_1")).isEqualTo(tokens("«BOOM» ärger_1"));
        assertThat(tokens("a b")).hasSize(2).doesNotHaveDuplicates();
        assertThat(tokens(" .,")).isEmpty();
    }

    /** Stored filters depend on these numbers. */
    @Test
    void keepsItsHashes() {
        byte[] value = "Alice".getBytes(StandardCharsets.UTF_8);

        assertThat(tokens("hello")).containsExactly(HELLO);
        assertThat(TextHash.pair(TextHash.field("user_id"), value, 0, value.length))
                .isEqualTo(USER);
    }

    private static final long HELLO = -1601765511430786492L;
    private static final long USER = 548555574299805309L;

    private static List<Long> tokens(String text) {
        List<Long> tokens = new ArrayList<>();
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        TextHash.tokens(utf8, 0, utf8.length, tokens::add);
        return tokens;
    }
}
