package io.stacklens.parser.category;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How often a model is right about labelled templates. */
record Accuracy(int[][] counts) {

    static Accuracy of(CategoryModel model, List<LabelledTemplate> templates) {
        int[][] counts = new int[Category.values().length][Category.values().length];
        for (LabelledTemplate labelled : templates) {
            Category told = model.categoryOf(labelled.template());
            counts[labelled.category().ordinal()][told.ordinal()]++;
        }
        return new Accuracy(counts);
    }

    int templates(Category category) {
        int sum = 0;
        for (int count : counts[category.ordinal()]) {
            sum += count;
        }
        return sum;
    }

    double recall(Category category) {
        return (double) counts[category.ordinal()][category.ordinal()] / templates(category);
    }

    double precision(Category category) {
        int told = 0;
        for (int[] ofTruth : counts) {
            told += ofTruth[category.ordinal()];
        }
        return told == 0 ? 0 : (double) counts[category.ordinal()][category.ordinal()] / told;
    }

    double share() {
        int right = 0;
        int all = 0;
        for (Category category : Category.values()) {
            right += counts[category.ordinal()][category.ordinal()];
            all += templates(category);
        }
        return (double) right / all;
    }

    /** As the README has it. */
    String table() {
        return Stream.of(Category.values())
                .map(
                        category ->
                                String.format(
                                        Locale.ROOT,
                                        "| `%s` | %d | %.2f | %.2f |",
                                        category.name().toLowerCase(Locale.ROOT),
                                        templates(category),
                                        precision(category),
                                        recall(category)))
                .collect(Collectors.joining("\n"));
    }
}
