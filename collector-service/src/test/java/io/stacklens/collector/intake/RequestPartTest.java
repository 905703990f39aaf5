package io.stacklens.collector.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.batch.RawRecord;
import io.stacklens.model.batch.RequestPartId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class RequestPartTest {

    private static final RequestKey KEY = new RequestKey("k-1");

    @Test
    void cutsByLinesAndLeavesNoneOut() {
        List<RequestPart> parts = RequestPart.cut(KEY, numbered(1_201));

        assertThat(parts).extracting(RequestPart::from).containsExactly(0, 500, 1_000);
        assertThat(parts).extracting(RequestPart::to).containsExactly(500, 1_000, 1_201);
        assertThat(parts).extracting(RequestPart::id).doesNotHaveDuplicates();
    }

    @Test
    void cutsByBytesAndLetsALargeLineStandAlone() {
        String half = "h".repeat(RequestPart.MAX_BYTES / 2);
        List<RawLine> lines = lines(half, half, "small", "L".repeat(RequestPart.MAX_BYTES * 3), "");

        assertThat(RequestPart.cut(KEY, lines))
                .extracting(part -> part.to() - part.from())
                .containsExactly(2, 1, 1, 1);
    }

    @Test
    void hasNoPartsWithoutLines() {
        assertThat(RequestPart.cut(KEY, List.of())).isEmpty();
    }

    @Test
    void namesTheSameLinesAlikeWhereverTheyLieInMemoryAndWhenTheyCame() {
        byte[] body = "one\ntwo".getBytes(UTF_8);
        RawRecord later = like(99, "text", null);

        assertThat(
                        ids(
                                KEY,
                                List.of(
                                        new RawLine(later, body, 0, 3),
                                        new RawLine(later, body, 4, 3))))
                .isEqualTo(ids(KEY, lines("one", "two")));
    }

    @Test
    void namesOtherLinesOtherwise() {
        RawRecord shop = like(1, "text", "shop");

        List<RequestPartId> names =
                Stream.of(
                                ids(KEY, lines("one", "two")),
                                ids(new RequestKey("k-2"), lines("one", "two")),
                                ids(KEY, lines("one", "tow")),
                                ids(KEY, lines("onet", "wo")),
                                ids(KEY, lines("two", "one")),
                                ids(KEY, lines("one")),
                                ids(
                                        KEY,
                                        lines("one", "two").stream()
                                                .map(line -> like(line, shop))
                                                .toList()))
                        .flatMap(List::stream)
                        .toList();

        assertThat(names).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void keepsItsNamesFromVersionToVersion() {
        assertThat(ids(KEY, lines("one", "two")))
                .containsExactly(new RequestPartId(-5327595720596799301L, -943802781757715858L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "tab\t", "\u00e9", "del\u007f"})
    void refusesAKeyThatIsNotVisibleAscii(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestKey(text))
                .withMessageContaining("expected: 1 to 255 visible ASCII characters");
    }

    @Test
    void takesKeysOfUpTo255Characters() {
        assertThatCode(() -> new RequestKey("!" + "~".repeat(254))).doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestKey("k".repeat(256)));
    }

    private static List<RequestPartId> ids(RequestKey key, List<RawLine> lines) {
        return RequestPart.cut(key, lines).stream().map(RequestPart::id).toList();
    }

    private static List<RawLine> numbered(int count) {
        return lines(IntStream.range(0, count).mapToObj(i -> "line " + i).toArray(String[]::new));
    }

    private static List<RawLine> lines(String... bodies) {
        RawRecord like = like(1, "text", null);
        List<RawLine> lines = new ArrayList<>();
        for (String body : bodies) {
            byte[] bytes = body.getBytes(UTF_8);
            lines.add(new RawLine(like, bytes, 0, bytes.length));
        }
        return lines;
    }

    private static RawLine like(RawLine line, RawRecord like) {
        return new RawLine(like, line.bytes(), line.offset(), line.length());
    }

    private static RawRecord like(long observed, String hint, @Nullable String service) {
        return new RawRecord(new byte[0], observed, hint, "peer", service, Map.of(), 1);
    }
}
