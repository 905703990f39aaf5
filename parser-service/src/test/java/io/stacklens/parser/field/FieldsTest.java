package io.stacklens.parser.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.AttributeLimits;
import io.stacklens.parser.line.LogDraft;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class FieldsTest {

    private final LogDraft draft = new LogDraft(AttributeLimits.DEFAULT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.status_code",
                "http_status_code",
                "httpStatusCode",
                "HTTP-Status-Code"
            })
    void findsANameHoweverItIsWritten(String name) {
        byte[] key = bytes(name);

        assertThat(FieldNames.find(key, 0, key.length)).isEqualTo(KnownField.HTTP_STATUS);
    }

    @Test
    void findsEveryNameAndNoOther() {
        for (KnownField field : KnownField.values()) {
            for (String name : field.names()) {
                byte[] key = bytes(name);
                assertThat(FieldNames.find(key, 0, key.length)).isEqualTo(field);
            }
        }
        assertThat(FieldNames.find(bytes("colour"), 0, 6)).isNull();
        assertThat(FieldNames.find(bytes("___"), 0, 3)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "12ms, 12",
        "1.5s, 1500",
        "350µs, 0.35",
        "1m30s, 90000",
        "2h, 7200000",
        "12, 12",
        "0.25, 0.25",
        "12 ms, 12",
        "100ns, 0.0001",
        "1e-3s, 1",
        "4.2e-05, 0.000042"
    })
    void readsDurations(String text, double milliseconds) {
        byte[] bytes = bytes(text);

        assertThat(Durations.milliseconds(bytes, 0, bytes.length, 1))
                .isCloseTo(milliseconds, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "12 apples", "-5", "1.2.3", ".", "5x", "12ms later"})
    void leavesWhatIsNoDuration(String text) {
        byte[] bytes = bytes(text);

        assertThat(Durations.milliseconds(bytes, 0, bytes.length, 1)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/orders/42/items, /orders/{id}/items",
        "/users/3fa85f64-5717-4562-b3fc-2c963f66afa6, /users/{id}",
        "/blobs/9f86d081884c7d65, /blobs/{id}",
        "/orders/ord_8812, /orders/{id}",
        "/reports/2026-11-22, /reports/{id}",
        "/t/01ARZ3NDEKTSV4RRFFQ69G5FAV, /t/{id}",
        "/api/v2/carts, /api/v2/carts",
        "/app/jquery-3.6.0.min.js, /app/jquery-3.6.0.min.js",
        "/a/feedface, /a/feedface",
        "/search?q=1, /search",
        "/a#top, /a",
        "https://shop.example/carts/7?x=1, /carts/{id}",
        "https://shop.example, /",
        "//double//7/, //double//{id}/"
    })
    void masksTheIdsOfAPath(String url, String path) {
        byte[] bytes = bytes(url);

        assertThat(UrlPath.put(draft, bytes, 0, bytes.length)).isTrue();

        assertThat(draft.text(LogColumn.URL_PATH)).hasToString(path);
        assertThat(draft.attributes().size()).isEqualTo(url.equals(path) ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.9, true",
        "203.0.113.9:5512, 203.0.113.9, true",
        "2001:db8::7, 2001:db8::7, true",
        "[2001:db8::7]:443, 2001:db8::7, true",
        "::ffff:10.0.0.9, ::ffff:10.0.0.9, true",
        "'203.0.113.9, 10.0.0.1', 203.0.113.9, false"
    })
    void readsTheAddressOfAClient(String text, String address, boolean isAll) {
        byte[] bytes = bytes(text);

        assertThat(ClientAddress.put(draft, bytes, 0, bytes.length)).isEqualTo(isAll);
        assertThat(draft.text(LogColumn.CLIENT_ADDRESS)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "-", "", "1.2.3", "mobile app", "12:30"})
    void leavesWhatIsNoAddress(String text) {
        byte[] bytes = bytes(text);

        assertThat(ClientAddress.put(draft, bytes, 0, bytes.length)).isFalse();
        assertThat(draft.has(LogColumn.CLIENT_ADDRESS)).isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
