package io.stacklens.dashboard.page;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Texts of the description that stand in no annotation: those of records that know nothing of this
 * API, and of parameters that mean the same everywhere. In the files of {@code openapi/}.
 */
final class DescriptionTexts {

    private final Properties texts = new Properties();

    private DescriptionTexts() {}

    static DescriptionTexts read(String file) {
        DescriptionTexts read = new DescriptionTexts();
        String path = "/openapi/" + file;
        try (InputStream in = DescriptionTexts.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            read.texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    @Nullable String text(String key) {
        return texts.getProperty(key);
    }
}
