package io.stacklens.parser.category;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A template and what a person says that it is about. */
record LabelledTemplate(String system, Category category, String template) {

    /** Reads {@code == system} and behind it lines of category, a space, and template. */
    static List<LabelledTemplate> read(Path file) {
        List<LabelledTemplate> read = new ArrayList<>();
        String system = "";
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("== ")) {
                    system = line.substring(3);
                } else if (!line.startsWith("#")) {
                    int blank = line.indexOf(' ');
                    String category = line.substring(0, blank).toUpperCase(Locale.ROOT);
                    read.add(
                            new LabelledTemplate(
                                    system, Category.valueOf(category), line.substring(blank + 1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }
}
