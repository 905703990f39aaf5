package io.stacklens.parser.category;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The shipped weights are those that the training data give, and are as good as the README says.
 * With {@code -Dcategory.train} they are written anew: put what this test says into the README.
 */
class CategoryModelTest {

    private static final Path DATA = Path.of("src/test/resources/category");
    private static final Path WEIGHTS =
            Path.of("src/main/resources/io/stacklens/parser/category/category-weights.txt");
    private static final List<LabelledTemplate> TRAINING =
            LabelledTemplate.read(DATA.resolve("training.txt"));
    private static final List<LabelledTemplate> HELD_OUT =
            LabelledTemplate.read(DATA.resolve("held-out.txt"));

    @Test
    void weightsAreThoseThatTheTrainingGives() throws IOException {
        String weights = text(CategoryTraining.weights(TRAINING));
        if (System.getProperty("category.train") != null) {
            Files.createDirectories(WEIGHTS.getParent());
            Files.writeString(WEIGHTS, weights);
        }
        assertThat(Files.readString(WEIGHTS)).isEqualTo(weights);
    }

    @Test
    void isAsGoodAsTheReadmeSaysForSystemsThatItHasNotSeen() throws IOException {
        Accuracy accuracy =
                Accuracy.of(new CategoryModel(CategoryTraining.weights(TRAINING)), HELD_OUT);

        assertThat(Files.readString(Path.of("README.md"))).contains(accuracy.table());
        assertThat(accuracy.share()).isGreaterThan(0.7);
    }

    @Test
    void heldOutSystemsAreNotAmongThoseOfTheTraining() {
        assertThat(systems(HELD_OUT)).doesNotContainAnyElementsOf(systems(TRAINING));
        Set<String> trained =
                TRAINING.stream().map(LabelledTemplate::template).collect(Collectors.toSet());
        assertThat(HELD_OUT)
                .extracting(LabelledTemplate::template)
                .doesNotContainAnyElementsOf(trained);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Failed password for <*> from <*> port <*> ssh2            | AUTH
                    GET <*> HTTP/<*> <*> <*>                                  | HTTP
                    deadlock detected                                         | DB
                    connection to <*> refused                                 | NETWORK
                    Out of memory: Killed process <*>                         | RESOURCE
                    certificate verify failed: self signed certificate        | SECURITY
                    Started container <*>                                     | DEPLOY
                    order <*> placed                                          | OTHER
                    zzz qqq                                                   | OTHER
                    """)
    void shippedModelKnowsThePlainCases(String template, Category category) {
        assertThat(CategoryModel.shipped().categoryOf(template)).isEqualTo(category);
    }

    @Test
    void takesNamesApart() {
        assertThat(TemplateWords.of("java.net.SocketTimeoutException: HTTPRequest <*>"))
                .contains("socket", "timeout", "excep*", "http", "request")
                .doesNotContain("s", "sockettimeoutexception");
    }

    @Test
    void keepsWhatItToldByHash() {
        TemplateCategories categories = new TemplateCategories(CategoryModel.shipped());
        byte[] login = "login failed for <*>".getBytes(StandardCharsets.UTF_8);
        byte[] other = "order <*> placed".getBytes(StandardCharsets.UTF_8);

        assertThat(categories.of(17, login, login.length)).isEqualTo(Category.AUTH);
        assertThat(categories.of(17, other, other.length)).isEqualTo(Category.AUTH);
        assertThat(categories.of(17 + (1L << 40), other, other.length)).isEqualTo(Category.OTHER);
    }

    private static Set<String> systems(List<LabelledTemplate> templates) {
        return new HashSet<>(templates.stream().map(LabelledTemplate::system).toList());
    }

    private static String text(Map<String, int[]> weights) {
        String order =
                Arrays.stream(Category.values())
                        .map(Category::name)
                        .collect(Collectors.joining(" "));
        return new TreeMap<>(weights)
                .entrySet().stream()
                        .map(
                                word ->
                                        word.getKey()
                                                + Arrays.stream(word.getValue())
                                                        .mapToObj(w -> " " + w)
                                                        .collect(Collectors.joining()))
                        .collect(
                                Collectors.joining(
                                        "\n",
                                        "# Trained; a word and its weight for " + order + "\n",
                                        "\n"));
    }
}
