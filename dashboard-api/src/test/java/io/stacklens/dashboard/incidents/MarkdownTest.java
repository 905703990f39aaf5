package io.stacklens.dashboard.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "a | b => a \\| b",
                "<script>alert(1)</script> => &lt;script&gt;alert(1)&lt;/script&gt;",
                "[click](javascript:x) => \\[click\\](javascript:x)",
                "![image](x) => \\!\\[image\\](x)",
                "**bold** _it_ `code` ~~no~~ => \\*\\*bold\\*\\* \\_it\\_ \\`code\\`"
                        + " \\~\\~no\\~\\~",
                "http://example.org => http:\\//example.org",
                "www.example.org => www\\.example.org",
                "ada@example.org => ada\\@example.org",
                "# heading => \\# heading",
                "- item => \\- item",
                "--- => \\---",
                "-3.5 ms => -3.5 ms",
                "1. item => 1\\. item",
                "2) item => 2\\) item",
                "30.0 % (1.0 %) => 30.0 % (1.0 %)",
                "a &amp b \\ c => a &amp;amp b \\\\ c",
            })
    void letsTextsStandAsTheyAre(String text, String expected) {
        assertThat(Markdown.inline(text)).isEqualTo(expected);
    }

    @Test
    void keepsATextInItsLine() {
        assertThat(Markdown.inline("one\n\n# two\r\n| three\u202Eeerht\u0000"))
                .isEqualTo("one \\# two \\| three eerht");
    }

    @Test
    void quotesEachLine() {
        assertThat(Markdown.quotation("one\n# two")).isEqualTo("> one\n>\n> \\# two\n");
    }
}
