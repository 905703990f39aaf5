package io.stacklens.enrichment.editing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stacklens.enrichment.editing.LineSource.Line;
import io.stacklens.pipeline.http.InvalidValueException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class RowFormatTest {

    private static final String HEADER = "user_id,name,segment,home_country,risk_score";

    @Test
    void readsARowOfCsv() throws Exception {
        assertThat(
                        RowFormat.csv(ReferenceTable.USER_PROFILES, HEADER)
                                .read("u-1,\"Lovelace, \"\"Ada\"\"\",,se, 7 "))
                .containsEntry("user_id", "u-1")
                .containsEntry("name", "Lovelace, \"Ada\"")
                .containsEntry("segment", null)
                .containsEntry("home_country", "SE")
                .containsEntry("risk_score", 7);
    }

    @Test
    void whatTheHeaderLeavesOutIsNull() throws Exception {
        assertThat(RowFormat.csv(ReferenceTable.SERVICES, "owner,service").read("team-a,checkout"))
                .containsEntry("service", "checkout")
                .containsEntry("owner", "team-a")
                .containsEntry("tier", null)
                .containsEntry("runbook_url", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name", "user_id,nmae", "user_id,name,name", "user_id,\"name"})
    void refusesAHeaderThatDoesNotFit(String header) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> RowFormat.csv(ReferenceTable.USER_PROFILES, header));
    }

    @ParameterizedTest(name = "{0} -> {1} {2}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            textBlock =
                    """
                    ,Ada,,,          | user_id      | ~~   | a text of 1 to 256 characters
                    u,Ada,,Sweden,   | home_country | Sweden | a country's two letters
                    u,Ada,,,101      | risk_score   | 101  | a whole number from 0 to 100
                    u,Ada,,,-1       | risk_score   | -1   | a whole number from 0 to 100
                    u,Ada,,,7.5      | risk_score   | 7.5  | a whole number from 0 to 100
                    u,Ada            | -            | -    | 5 values, found 2
                    u,"Ada,,,        | -            | -    | a closing quote
                    u,"Ada"x,,,      | -            | -    | a comma after a closing quote
                    """)
    void saysWhatIsWrongWithALineOfCsv(String line, String field, String value, String reason) {
        UnfitValueException unfit =
                catchThrowableOfType(
                        UnfitValueException.class,
                        () -> RowFormat.csv(ReferenceTable.USER_PROFILES, HEADER).read(line));

        assertThat(unfit.field()).isEqualTo(field);
        assertThat(unfit.value()).isEqualTo(value);
        assertThat(unfit.reason()).isEqualTo(reason);
    }

    @Test
    void readsARowOfNdjson() throws Exception {
        assertThat(
                        RowFormat.ndjson(ReferenceTable.BUSINESS_ACCOUNTS)
                                .read(
                                        "{\"account_id\":\"acme\",\"revenue\":1.5e6,\"risk_score\":5}"))
                .containsEntry("account_id", "acme")
                .containsEntry("tier", null)
                .containsEntry("revenue", 1.5e6)
                .containsEntry("risk_score", 5);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            textBlock =
                    """
                    {"tier":"gold"}                          | account_id | a text of 1 to 256 characters
                    {"account_id":7}                         | account_id | a text of 1 to 256 characters
                    {"account_id":"a","revenue":"much"}      | revenue    | a number
                    {"account_id":"a","risk_score":true}     | risk_score | a whole number from 0 to 100
                    {"account_id":"a","risk_score":1.5}      | risk_score | a whole number from 0 to 100
                    {"account_id":"a","teir":"gold"}         | teir       | one of account_id, tier, revenue, risk_score
                    [1]                                      | -          | a JSON object
                    """)
    void saysWhatIsWrongWithALineOfNdjson(String line, String field, String reason) {
        UnfitValueException unfit =
                catchThrowableOfType(
                        UnfitValueException.class,
                        () -> RowFormat.ndjson(ReferenceTable.BUSINESS_ACCOUNTS).read(line));

        assertThat(unfit.field()).isEqualTo(field);
        assertThat(unfit.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "nonsense", "{\"account_id\":\"a\"} x"})
    void saysThatALineIsNoJson(String line) {
        UnfitValueException unfit =
                catchThrowableOfType(
                        UnfitValueException.class,
                        () -> RowFormat.ndjson(ReferenceTable.BUSINESS_ACCOUNTS).read(line));

        assertThat(unfit.reason()).startsWith("JSON");
    }

    @Test
    void cutsABodyIntoLinesAndKeepsLineEndsBetweenQuotes() throws IOException {
        List<Line> lines = lines("\ufeffa,b\r\n1,\"x\ny\"\n\n2,z", true);

        assertThat(lines)
                .containsExactly(
                        new Line(1, "a,b", ""),
                        new Line(2, "1,\"x\ny\"", ""),
                        new Line(4, "", ""),
                        new Line(5, "2,z", ""));
    }

    @Test
    void rejectsALineThatIsTooLongAndGoesOnAfterIt() throws IOException {
        assertThat(lines("x".repeat(50) + "\nok\n", false))
                .containsExactly(
                        new Line(1, null, "a line of at most 40 bytes"), new Line(2, "ok", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"next", "c,\"d\"", "c,\"d\",\"e\"", "c,\"d", "c,d\"e\""})
    void aQuoteThatDoesNotEndSpoilsItsOwnLineOnly(String next) throws IOException {
        List<Line> lines = lines("a,\"b\n" + "ok\n".repeat(3) + next + "\nlast\n", true);

        assertThat(lines).hasSize(6);
        assertThat(lines.getFirst()).isEqualTo(new Line(1, null, "a closing quote"));
        assertThat(lines.subList(1, 4)).allMatch(line -> "ok".equals(line.text()));
        assertThat(lines.getLast()).isEqualTo(new Line(6, "last", ""));
    }

    @Test
    void aQuoteThatDoesNotEndAtTheEndOfTheBodySpoilsItsOwnLineOnly() throws IOException {
        assertThat(lines("1,a\n2,\"b\n3,c", true))
                .containsExactly(
                        new Line(1, "1,a", ""),
                        new Line(2, null, "a closing quote"),
                        new Line(3, "3,c", ""));
    }

    @Test
    void rejectsALineThatIsNoUtf8() throws IOException {
        LineSource source =
                new LineSource(
                        new ByteArrayInputStream(new byte[] {'a', (byte) 0xff, '\n', 'b'}),
                        40,
                        false);

        assertThat(source.next()).isEqualTo(new Line(1, null, "UTF-8"));
        assertThat(source.next()).isEqualTo(new Line(2, "b", ""));
        assertThat(source.next()).isNull();
    }

    private static List<Line> lines(String body, boolean isQuoted) throws IOException {
        LineSource source =
                new LineSource(
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                        40,
                        isQuoted);
        List<Line> lines = new ArrayList<>();
        for (Line line = source.next(); line != null; line = source.next()) {
            lines.add(line);
        }
        return lines;
    }
}
