package io.stacklens.parser.category;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A linear model: each word of a template has a weight for each category, and the category with the
 * largest sum wins. The weights were trained from labelled templates and come with the program, a
 * line for each word.
 */
public final class CategoryModel {

    private static final String RESOURCE = "category-weights.txt";
    private static final Category[] CATEGORIES = Category.values();

    /** The word that every template has. */
    static final String ALWAYS = "*";

    private final Map<String, int[]> weights;

    CategoryModel(Map<String, int[]> weights) {
        this.weights = weights;
    }

    /** The model that comes with the program. */
    public static CategoryModel shipped() {
        try (InputStream in = CategoryModel.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + RESOURCE);
            }
            return new CategoryModel(
                    read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, int[]> read(BufferedReader lines) throws IOException {
        Map<String, int[]> weights = new HashMap<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.startsWith("#")) {
                String[] parts = line.split(" ", -1);
                weights.put(
                        parts[0],
                        Arrays.stream(parts, 1, parts.length)
                                .mapToInt(Integer::parseInt)
                                .toArray());
            }
        }
        return weights;
    }

    public Category categoryOf(String template) {
        int[] sums = weights.getOrDefault(ALWAYS, new int[CATEGORIES.length]).clone();
        for (String word : TemplateWords.of(template)) {
            int[] ofWord = weights.get(word);
            for (int i = 0; ofWord != null && i < sums.length; i++) {
                sums[i] += ofWord[i];
            }
        }
        int best = 0;
        for (int i = 1; i < sums.length; i++) {
            best = sums[i] >= sums[best] ? i : best;
        }
        return CATEGORIES[best];
    }
}
