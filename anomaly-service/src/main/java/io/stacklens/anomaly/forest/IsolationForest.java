package io.stacklens.anomaly.forest;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The Isolation Forest of Liu, Ting and Zhou (2008): what few random splits isolate is unusual. The
 * score is 2<sup>-E(h)/c(n)</sup> for the mean path length E(h) over all trees; observations beyond
 * the range of the training data are handled as {@link IsolationTree} says.
 */
public final class IsolationForest implements Detector {

    public static final String NAME = "isolation-forest";

    private static final int FORM = 1;
    private static final int MAX_DIMENSIONS = Byte.MAX_VALUE;

    private final int dimensions;
    private final float minRange;
    private final int sampleSize;
    private final List<IsolationTree> trees;

    private IsolationForest(
            int dimensions, float minRange, int sampleSize, List<IsolationTree> trees) {
        this.dimensions = dimensions;
        this.minRange = minRange;
        this.sampleSize = sampleSize;
        this.trees = List.copyOf(trees);
    }

    /** Grows a forest from observations of equal length, at least two. */
    public static IsolationForest train(List<double[]> observations, ForestSettings settings) {
        if (observations.size() < 2) {
            throw new IllegalArgumentException(
                    "%d observations (expected: 2 or more)".formatted(observations.size()));
        }
        int dimensions = observations.getFirst().length;
        if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "%d components (expected: 1 to %d)".formatted(dimensions, MAX_DIMENSIONS));
        }
        float[][] rows = new float[observations.size()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = floats(observations.get(row), dimensions);
        }
        // java.util.Random: its sequence is specified, so a seed gives the same forest everywhere.
        Random random = new Random(settings.seed());
        int sampleSize = Math.min(settings.sampleSize(), rows.length);
        List<IsolationTree> trees = new ArrayList<>(settings.trees());
        for (int tree = 0; tree < settings.trees(); tree++) {
            trees.add(TreeGrower.grow(sample(rows, sampleSize, random), random));
        }
        return new IsolationForest(dimensions, (float) settings.minRange(), sampleSize, trees);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public double score(double[] observation) {
        float[] row = floats(observation, dimensions);
        double sum = 0;
        for (IsolationTree tree : trees) {
            sum += tree.pathLength(row, minRange);
        }
        return Math.pow(2, -sum / trees.size() / PathLength.average(sampleSize));
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(FORM);
        out.writeByte(dimensions);
        out.writeFloat(minRange);
        out.writeInt(sampleSize);
        out.writeInt(trees.size());
        for (IsolationTree tree : trees) {
            tree.writeTo(out);
        }
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @throws IOException if the bytes end early or are of another form
     */
    public static IsolationForest readFrom(DataInput in) throws IOException {
        int form = in.readByte();
        if (form != FORM) {
            throw new IOException("forest of form %d (expected: %d)".formatted(form, FORM));
        }
        int dimensions = in.readByte();
        float minRange = in.readFloat();
        int sampleSize = in.readInt();
        int count = in.readInt();
        List<IsolationTree> trees = new ArrayList<>();
        for (int tree = 0; tree < count; tree++) {
            trees.add(IsolationTree.readFrom(in, dimensions));
        }
        return new IsolationForest(dimensions, minRange, sampleSize, trees);
    }

    /** Draws without replacement: the first steps of a shuffle, which leaves the rows reordered. */
    private static float[][] sample(float[][] rows, int size, Random random) {
        for (int i = 0; i < size; i++) {
            int other = i + random.nextInt(rows.length - i);
            float[] row = rows[other];
            rows[other] = rows[i];
            rows[i] = row;
        }
        float[][] sample = new float[size][];
        System.arraycopy(rows, 0, sample, 0, size);
        return sample;
    }

    private static float[] floats(double[] observation, int dimensions) {
        if (observation.length != dimensions) {
            throw new IllegalArgumentException(
                    "observation of %d components (expected: %d)"
                            .formatted(observation.length, dimensions));
        }
        float[] row = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            if (!Double.isFinite(observation[i])) {
                throw new IllegalArgumentException(
                        "component %d is %s (expected: a number)".formatted(i, observation[i]));
            }
            row[i] = (float) observation[i];
        }
        return row;
    }
}
