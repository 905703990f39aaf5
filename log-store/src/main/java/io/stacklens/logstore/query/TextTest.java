package io.stacklens.logstore.query;

import io.stacklens.logstore.text.Glob;
import io.stacklens.logstore.text.Letters;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a field's text must be. A field without a value passes no test. */
public sealed interface TextTest {

    boolean test(byte[] utf8, int offset, int length);

    default boolean test(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return test(utf8, 0, utf8.length);
    }

    /** Any text. */
    record Present() implements TextTest {
        @Override
        public boolean test(byte[] utf8, int offset, int length) {
            return true;
        }
    }

    /** The text itself, in any case. */
    record Is(String text, Glob glob) implements TextTest {
        @Override
        public boolean test(byte[] utf8, int offset, int length) {
            return glob.matches(utf8, offset, length);
        }
    }

    /** The text itself, in this spelling. */
    record Exactly(String text) implements TextTest {
        @Override
        public boolean test(byte[] utf8, int offset, int length) {
            byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
            return Arrays.equals(wanted, 0, wanted.length, utf8, offset, offset + length);
        }

        @Override
        public boolean test(String other) {
            return other.equals(text);
        }
    }

    /** A text with stars in it. */
    record Like(Glob glob) implements TextTest {
        @Override
        public boolean test(byte[] utf8, int offset, int length) {
            return glob.matches(utf8, offset, length);
        }
    }

    /** A number in a range; a text that is no number passes no range. */
    record IsNumber(NumberRange range) implements TextTest {
        @Override
        public boolean test(byte[] utf8, int offset, int length) {
            return range.contains(Numbers.parse(utf8, offset, length));
        }
    }

    /** Between two texts in the order of the dictionary, case ignored; null is an open end. */
    record Between(@Nullable String low, boolean withLow, @Nullable String high, boolean withHigh)
            implements TextTest {
        @Override
        public boolean test(byte[] utf8, int offset, int length) {
            String folded = Letters.fold(new String(utf8, offset, length, StandardCharsets.UTF_8));
            int least = withLow ? 0 : 1;
            int most = withHigh ? 0 : -1;
            return (low == null || Integer.signum(folded.compareTo(low)) >= least)
                    && (high == null || Integer.signum(folded.compareTo(high)) <= most);
        }
    }
}
