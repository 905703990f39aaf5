package io.stacklens.dashboard.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

class PageCursorTest {

    @Test
    void comesBackAsItWent() {
        Instant time = Instant.parse("2026-01-01T00:00:00.123456Z");

        PageCursor cursor = PageCursor.decode(PageCursor.of(time, "shop \"1\"", "").encode(), 3);

        assertThat(cursor).isNotNull();
        assertThat(cursor.instant(0)).isEqualTo(time);
        assertThat(cursor.text(1)).isEqualTo("shop \"1\"");
        assertThat(cursor.text(2)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "????", "bnVsbA", "WyJhIl0", "W251bGxd", "WyItMSJd"})
    void refusesWhatItDidNotWrite(String text) {
        assertThatThrownBy(() -> PageCursor.offset(text))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("next_cursor");
    }
}
