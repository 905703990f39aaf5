package io.stacklens.parser.category;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How often a model is right about labelled templates. */
record Accuracy(List<Answer> answers) {

    /** What a person says that a template is about, and what the model says. */
    record Answer(Category right, Category told) {

        boolean isRight() {
            return right == told;
        }
    }

    static Accuracy of(CategoryModel model, List<LabelledTemplate> templates) {
        return new Accuracy(
                templates.stream()
                        .map(of -> new Answer(of.category(), model.categoryOf(of.template())))
                        .toList());
    }

    double recall(Category category) {
        return share(answers.stream().filter(answer -> answer.right() == category).toList());
    }

    double precision(Category category) {
        return share(answers.stream().filter(answer -> answer.told() == category).toList());
    }

    double share() {
        return share(answers);
    }

    private long templates(Category category) {
        return answers.stream().filter(answer -> answer.right() == category).count();
    }

    private static double share(List<Answer> of) {
        return of.isEmpty() ? 0 : (double) of.stream().filter(Answer::isRight).count() / of.size();
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
