package io.stacklens.parser.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.AttributeLimits;
import io.stacklens.parser.line.LogDraft;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

class DissectPatternTest {

    private final LogDraft draft = new LogDraft(AttributeLimits.DEFAULT);
    private final StepContext context =
            new StepContext(new PipelineSettings(ZoneOffset.UTC, 8, AttributeLimits.DEFAULT));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    %{a} %{b}                  | one two          | a=one, b=two
                    %{a} %{b}                  | one two three    | a=one, b=two three
                    %{a} %{b}                  | one              | no match
                    %{a} %{b}                  | `one `           | a=one
                    [%{a}] %{b}                | [one] two        | a=one, b=two
                    [%{a}] %{b}                | one two          | no match
                    [%{a}]                     | [one]            | a=one
                    [%{a}]                     | [one] more       | no match
                    %{?x} %{a}                 | one two          | a=two
                    %{} %{a}                   | one two          | a=two
                    %{a->} %{b}                | one     two      | a=one, b=two
                    %{a} %{b}                  | one   two        | a=one, b=`  two`
                    %{->} %{b}                 | one   two        | b=two
                    %{a} %{+a} %{b}            | one two three    | a=one two, b=three
                    %{+a} %{+a}                | one two          | a=one two
                    %{+a/2} %{+a/1} %{b}       | one two three    | a=two one, b=three
                    %{*k}=%{&k}                | color=red        | color=red
                    %{?k}=%{&k}                | color=red        | color=red
                    %{*k}=%{&k} %{*l}=%{&l}    | a=1 b=2          | a=1, b=2
                    %{&k}/%{*k}                | red/color        | color=red
                    %{a}::%{b}                 | x:y::z           | a=x:y, b=z
                    %{a}, %{b}                 | ä, ö             | a=ä, b=ö
                    %{a}=>%{b}                 | =>x              | b=x
                    """)
    void cutsAsThePatternSays(String pattern, String line, String expected) {
        assertThat(dissected(pattern, line)).isEqualTo(expected.replace("`", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    no key here     | no key (expected: %{name} at least once)
                    %{a} %{b        | %{b is not closed (expected: a brace)
                    %{a}%{b}        | nothing stands between %{a} and the next key (expected: some text)
                    %{&k} %{a}      | %{&k} has no name (expected: %{*k} or %{?k} as well)
                    %{+} %{a}       | %{+} has no name (expected: a name behind the sign)
                    %{+a/x} %{b}    | %{+a/x} has the order 'x' (expected: a number)
                    """)
    void saysWhatIsWrongWithAPattern(String pattern, String problem) {
        assertThatThrownBy(() -> DissectPattern.of(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }

    private String dissected(String pattern, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        draft.clear(1);
        draft.put(LogColumn.BODY, bytes, 0, bytes.length);
        context.begin(draft);
        Step step =
                new DissectStep(new FieldName("message"), DissectPattern.of(pattern), " ", context);
        String failure = step.apply(new PipelineLine(), draft);
        if (failure != null) {
            return failure;
        }
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < draft.attributes().size(); i++) {
            values.put(
                    draft.attributes().key(i).toString(), draft.attributes().value(i).toString());
        }
        String text = values.toString();
        return text.substring(1, text.length() - 1);
    }
}
