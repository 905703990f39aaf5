package io.stacklens.parser.grok;

import org.opensearch.grok.Grok;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which names the building blocks give to what they capture: those that Logstash always had, such
 * as {@code clientip}, or those of the Elastic Common Schema, such as {@code source.address}.
 */
public enum GrokNames {
    LEGACY,
    ECS_V1;

    /** {@code [http][request][method]} behind the name of a block. */
    private static final Pattern BRACKETED = Pattern.compile("(%\\{\\w+:)((?:\\[[^\\]\\[}]+])+)");

    private static final Pattern BRACKETS = Pattern.compile("]\\[");

    /** The building blocks: the library's and ours, in which later ones win. */
    Map<String, String> definitions(Map<String, String> ownDefinitions) {
        Map<String, String> all = new HashMap<>(Grok.BUILTIN_PATTERNS);
        all.putAll(read("legacy.patterns"));
        if (this == ECS_V1) {
            all.putAll(read("ecs-v1.patterns"));
        }
        ownDefinitions.forEach((name, pattern) -> all.put(name, dotted(pattern)));
        return all;
    }

    /** The pattern with {@code a.b} for each capture {@code [a][b]}, which means the same. */
    static String dotted(String pattern) {
        return BRACKETED
                .matcher(pattern)
                .replaceAll(
                        found -> {
                            String path = found.group(2);
                            String inner = path.substring(1, path.length() - 1);
                            return Matcher.quoteReplacement(
                                    found.group(1) + BRACKETS.matcher(inner).replaceAll("."));
                        });
    }

    private static Map<String, String> read(String file) {
        Map<String, String> definitions = new HashMap<>();
        try (InputStream in = GrokNames.class.getResourceAsStream(file);
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        Objects.requireNonNull(in, file),
                                        StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int blank = line.indexOf(' ');
                if (blank > 0 && !line.startsWith("#")) {
                    definitions.put(line.substring(0, blank), line.substring(blank + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
        return definitions;
    }
}
