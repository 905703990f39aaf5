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

    @Test
    void refusesATextThatTheDatabaseCannotHold() {
        String cursor = PageCursor.of("a\0b", 1).encode();

        assertThatThrownBy(() -> PageCursor.decode(cursor, 2))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("cursor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z", "yesterday", ""})
    void refusesATimeThatTheDatabaseCannotHold(String time) {
        PageCursor cursor = PageCursor.decode(PageCursor.of(time).encode(), 1);

        assertThat(cursor).isNotNull();
        assertThatThrownBy(() -> cursor.instant(0)).isInstanceOf(BadRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "99999999999999999999999", "1.5", "1e3"})
    void refusesANumberThatIsTooLargeOrNoneAtAll(String number) {
        PageCursor cursor = PageCursor.decode(PageCursor.of(number).encode(), 1);

        assertThat(cursor).isNotNull();
        assertThatThrownBy(() -> cursor.integer(0)).isInstanceOf(BadRequestException.class);
    }
}
