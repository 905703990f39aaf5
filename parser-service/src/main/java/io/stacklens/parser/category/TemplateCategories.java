package io.stacklens.parser.category;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * The categories of templates, each told once: kept by the template's hash, of which each place of
 * the table keeps the last. So what is kept is bounded, and a template that comes often costs a
 * look-up. Thread-safe: what a place refers to does not change, and a lost write is told again.
 */
public final class TemplateCategories {

    private static final int PLACES = 1 << 13;

    private final CategoryModel model;
    private final @Nullable Told[] places = new @Nullable Told[PLACES];

    private record Told(long hash, Category category) {}

    public TemplateCategories(CategoryModel model) {
        this.model = model;
    }

    /** The category of the template in the first bytes, whose hash is given. */
    public Category of(long hash, byte[] template, int end) {
        int place = (int) hash & (PLACES - 1);
        Told told = places[place];
        if (told == null || told.hash() != hash) {
            String text = new String(template, 0, end, StandardCharsets.UTF_8);
            told = new Told(hash, model.categoryOf(text));
            places[place] = told;
        }
        return told.category();
    }
}
