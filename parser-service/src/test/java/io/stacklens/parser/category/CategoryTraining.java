package io.stacklens.parser.category;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Trains the model: multinomial logistic regression over the words of templates, by stochastic
 * gradient descent with decay of the weights. The same data give the same weights every time.
 */
final class CategoryTraining {

    private static final List<Category> CATEGORIES = List.of(Category.values());
    private static final int CLASSES = CATEGORIES.size();
    private static final int ROUNDS = 40;
    private static final double RATE = 0.25;
    private static final double DECAY = 1e-2;

    /** Weights are shipped as whole numbers of hundredths. */
    private static final double SCALE = 100;

    private final Map<String, double[]> weights = new HashMap<>();

    static Map<String, int[]> weights(List<LabelledTemplate> templates) {
        CategoryTraining training = new CategoryTraining();
        training.run(templates);
        Map<String, int[]> rounded = new HashMap<>();
        training.weights.forEach(
                (word, ofWord) -> {
                    int[] whole =
                            Arrays.stream(ofWord)
                                    .mapToInt(w -> (int) Math.round(w * SCALE))
                                    .toArray();
                    if (Arrays.stream(whole).anyMatch(w -> w != 0)) {
                        rounded.put(word, whole);
                    }
                });
        return rounded;
    }

    private void run(List<LabelledTemplate> templates) {
        Random random = new Random(1);
        List<LabelledTemplate> order = new ArrayList<>(templates);
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(order, random);
            double rate = RATE / (1 + round * 0.05);
            order.forEach(template -> learn(template, rate));
        }
    }

    private void learn(LabelledTemplate labelled, double rate) {
        Set<String> words = TemplateWords.of(labelled.template());
        words.add(CategoryModel.ALWAYS);
        List<double[]> ofWords =
                words.stream()
                        .map(word -> weights.computeIfAbsent(word, _ -> new double[CLASSES]))
                        .toList();
        double[] likely = probabilities(ofWords);
        likely[CATEGORIES.indexOf(labelled.category())] -= 1;
        for (double[] ofWord : ofWords) {
            for (int i = 0; i < CLASSES; i++) {
                ofWord[i] -= rate * (likely[i] + DECAY * ofWord[i]);
            }
        }
    }

    private static double[] probabilities(List<double[]> ofWords) {
        double[] sums = new double[CLASSES];
        for (double[] ofWord : ofWords) {
            for (int i = 0; i < CLASSES; i++) {
                sums[i] += ofWord[i];
            }
        }
        double most = Arrays.stream(sums).max().orElse(0);
        double total = 0;
        for (int i = 0; i < CLASSES; i++) {
            sums[i] = Math.exp(sums[i] - most);
            total += sums[i];
        }
        for (int i = 0; i < CLASSES; i++) {
            sums[i] /= total;
        }
        return sums;
    }
}
