package io.stacklens.logstore.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

class GlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shop | SHOP | true",
                "shop | shops | false",
                "sh* | shop | true",
                "*op | shop | true",
                "s*p | shop | true",
                "s*o*p | shop | true",
                "s*x*p | shop | false",
                "sho*hop | shop | false",
                "* | '' | true",
                "straße | STRASSE | false",
                "straße | STRAßE | true",
                "*本 | 日本 | true"
            })
    void fitsWholeValues(String glob, String value, boolean fits) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);

        assertThat(Glob.of(List.of(glob.split("\\*", -1))).matches(utf8, 0, utf8.length))
                .isEqualTo(fits);
    }
}
