package io.stacklens.collector.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

class SyslogFramerTest {

    private static final int MAX = 60;
    private static final String LONG = "x".repeat(100);

    static Stream<Arguments> streams() {
        return Stream.of(
                stream("", List.of()),
                // LF, CRLF and NUL
                stream(
                        "<13>a\n<13>b\r\n<13>c\u0000<13>d\n",
                        list("<13>a", "<13>b", "<13>c", "<13>d")),
                // the last one without its end
                stream("<13>a\n<13>b", list("<13>a", "<13>b")),
                // octets, run together, with a line feed inside the count or behind the message
                stream("5 <13>a6 <13>bb", list("<13>a", "<13>bb")),
                stream("6 <13>a\n6 <13>b\n", list("<13>a", "<13>b")),
                stream("5 <13>a\n5 <13>b\n", list("<13>a", "", "<13>b", "")),
                stream("11 <13>1\n2\n3\n\n5 <13>b", list("<13>1\n2\n3", "<13>b")),
                // both framings in a stream
                stream("5 <13>a<13>b\n5 <13>c", list("<13>a", "<13>b", "<13>c")),
                // numbers that are no counts
                stream("2026-01-31 up\n", list("2026-01-31 up")),
                stream("12 monkeys\n", list("12 monkeys")),
                stream("5\n", list("5")),
                stream("5 \n", list("5 ")),
                stream("05 <13>a\n", list("05 <13>a")),
                stream("1234567890 <13>a\n", list("1234567890 <13>a")),
                stream("5<13>a\n", list("5<13>a")),
                // without priority, with a byte order mark, empty
                stream("hello\n\ttab\n", list("hello", "\ttab")),
                stream("\uFEFF<13>a\n", list("<13>a")),
                stream("\n\n<13>a\n", list("", "", "<13>a")),
                // too long
                stream(LONG + "\n<13>a\n", list("!" + "x".repeat(MAX), "<13>a")),
                stream(LONG, list("!" + "x".repeat(MAX))),
                stream("x".repeat(MAX) + "\n", list("x".repeat(MAX))),
                stream("104 <13>" + LONG + "5 <13>a", list("!<13>" + "x".repeat(56), "<13>a")),
                stream("999999999 <13>" + LONG, list("!<13>" + "x".repeat(56))),
                // the stream ends inside a count
                stream("20 <13>a", list("!<13>a")),
                stream("20 ", list("20 ")),
                stream("20", list("20")));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void cuts(String stream, List<String> messages) {
        assertThat(messages(new ByteArrayInputStream(stream.getBytes(UTF_8)))).isEqualTo(messages);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void cutsTheSameByteByByte(String stream, List<String> messages) {
        assertThat(messages(new SlowStream(stream.getBytes(UTF_8), new Random(1), 1)))
                .isEqualTo(messages);
    }

    @Test
    void cutsAnyBytesTheSameHoweverTheyArrive() {
        Random random = new Random(44);
        byte[] alphabet = "0123456789 <<>\n\r\u0000ab\uFEFF".getBytes(UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] stream = new byte[random.nextInt(120)];
            for (int i = 0; i < stream.length; i++) {
                stream[i] = alphabet[random.nextInt(alphabet.length)];
            }

            assertThat(messages(new SlowStream(stream, random, 20)))
                    .as("round %d", round)
                    .isEqualTo(messages(new ByteArrayInputStream(stream)));
        }
    }

    @Test
    void takesMessagesLargerThanItsFirstBuffer() {
        String large = "<13>" + "y".repeat(200_000);
        SyslogFramer framer = new SyslogFramer(256 << 10);
        String stream = large.length() + " " + large + large + "\n<13>a\n";

        assertThat(messages(framer, new ByteArrayInputStream(stream.getBytes(UTF_8))))
                .isEqualTo(list(large, large, "<13>a"));
    }

    /** Truncated messages with an exclamation mark in front. */
    private static List<String> messages(InputStream in) {
        return messages(new SyslogFramer(MAX), in);
    }

    private static List<String> messages(SyslogFramer framer, InputStream in) {
        List<String> messages = new ArrayList<>();
        try {
            while (framer.read(in)) {
                framer.frames().forEach(frame -> messages.add(text(framer, frame)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        framer.rest().forEach(frame -> messages.add(text(framer, frame)));
        return messages;
    }

    private static String text(SyslogFramer framer, SyslogFrame frame) {
        String text = new String(framer.buffer(), frame.offset(), frame.length(), UTF_8);
        return frame.isTruncated() ? "!" + text : text;
    }

    private static Arguments stream(String stream, List<String> messages) {
        return Arguments.of(stream, messages);
    }

    private static List<String> list(String... messages) {
        return List.of(messages);
    }

    /** Gives a few bytes at a time. */
    private static final class SlowStream extends ByteArrayInputStream {
        private final Random random;
        private final int most;

        SlowStream(byte[] bytes, Random random, int most) {
            super(bytes);
            this.random = random;
            this.most = most;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(most)));
        }
    }
}
