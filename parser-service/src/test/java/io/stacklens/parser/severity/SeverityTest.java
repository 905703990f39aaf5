package io.stacklens.parser.severity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

class SeverityTest {

    @ParameterizedTest
    @CsvSource({
        "trace, 1",
        "DEBUG, 5",
        "Info, 9",
        "Information, 9",
        "notice, 10",
        "WARN, 13",
        "warning, 13",
        "WRN, 13",
        "error, 17",
        "ERR, 17",
        "SEVERE, 17",
        "CRITICAL, 21",
        "fatal, 21",
        "emerg, 24",
        "Verbose, 1",
        "x, 0",
        "'', 0",
        "warnings, 0",
        "errors, 0"
    })
    void knowsTheWords(String word, int number) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);

        assertThat(SeverityWords.number(bytes, 0, bytes.length)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 1",
        "20, 5",
        "30, 9",
        "35, 9",
        "40, 13",
        "50, 17",
        "60, 21",
        "0, 21",
        "1, 19",
        "2, 18",
        "3, 17",
        "4, 13",
        "5, 10",
        "6, 9",
        "7, 5",
        "5000, 1",
        "10000, 5",
        "20000, 9",
        "30000, 13",
        "40000, 17",
        "50000, 21",
        "8, 0",
        "-1, 0",
        "100, 0"
    })
    void knowsTheNumbersOfPinoSyslogAndLogback(long level, int number) {
        assertThat(SeverityNumbers.ofLevel(level)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"10, 5", "20, 9", "30, 13", "40, 17", "50, 21", "0, 0"})
    void knowsTheNumbersOfPython(long level, int number) {
        assertThat(SeverityNumbers.ofPython(level)).isEqualTo(number);
    }
}
