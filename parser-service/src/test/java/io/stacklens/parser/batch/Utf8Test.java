package io.stacklens.parser.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

class Utf8Test {

    @Test
    void agreesWithJavaOnRandomBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] =
                        (byte)
                                (random.nextInt(4) == 0
                                        ? random.nextInt(256)
                                        : 1 + random.nextInt(127));
            }

            assertThat(Utf8.isClean(bytes, 0, bytes.length))
                    .as("seed %d, round %d", seed, i)
                    .isEqualTo(isClean(bytes));
        }
    }

    @Test
    void takesEveryCharacterButNul() {
        for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                byte[] bytes = Character.toString(c).getBytes(StandardCharsets.UTF_8);
                assertThat(Utf8.isClean(bytes, 0, bytes.length)).isTrue();
            }
        }
        assertThat(Utf8.isClean("abcdefg\0".getBytes(StandardCharsets.US_ASCII), 0, 8)).isFalse();
    }

    private static boolean isClean(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString()
                            .indexOf('\0')
                    < 0;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
