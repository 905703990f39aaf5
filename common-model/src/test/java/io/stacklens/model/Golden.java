package io.stacklens.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Compares with files in {@code src/test/resources/golden}. Run the tests with {@code
 * -Dgolden.update} to write them anew, and look at the difference: a layout that others have stored
 * must stay readable.
 */
public final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final int BYTES_PER_LINE = 32;

    private Golden() {}

    public static void assertText(String name, String actual) throws IOException {
        Path file = FOLDER.resolve(name);
        String text = actual.endsWith("\n") ? actual : actual + "\n";
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }

    /** Compares bytes, which the file holds as lines of hexadecimal digits. */
    public static void assertBytes(String name, byte[] actual) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < actual.length; i += BYTES_PER_LINE) {
            int end = Math.min(actual.length, i + BYTES_PER_LINE);
            lines.append(HexFormat.of().formatHex(actual, i, end)).append('\n');
        }
        assertText(name, lines.toString());
    }

    /** The bytes that a file of hexadecimal digits holds. */
    public static byte[] bytes(String name) throws IOException {
        String hex = Files.readString(FOLDER.resolve(name), StandardCharsets.US_ASCII);
        return HexFormat.of().parseHex(hex.replace("\n", ""));
    }
}
