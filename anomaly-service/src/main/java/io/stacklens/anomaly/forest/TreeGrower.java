package io.stacklens.anomaly.forest;

import java.util.Arrays;
import java.util.Random;

/**
 * Grows a tree from a sample: splits it at a random value of a random component that varies, until
 * everything is alone or the height limit is reached. Good for one tree.
 */
final class TreeGrower {

    private final float[][] sample;
    private final Random random;
    private final int dimensions;
    private final int heightLimit;
    private final byte[] components;
    private final float[] values;
    private final short[] rights;
    private int nodes;

    private TreeGrower(float[][] sample, Random random) {
        this.sample = sample;
        this.random = random;
        this.dimensions = sample[0].length;
        this.heightLimit = 32 - Integer.numberOfLeadingZeros(sample.length - 1);
        int mostNodes = 2 * sample.length - 1;
        this.components = new byte[mostNodes];
        this.values = new float[mostNodes];
        this.rights = new short[mostNodes];
    }

    /** Grows a tree; reorders the sample. */
    static IsolationTree grow(float[][] sample, Random random) {
        TreeGrower grower = new TreeGrower(sample, random);
        float[] lows = new float[grower.dimensions];
        float[] highs = new float[grower.dimensions];
        grower.range(0, sample.length, lows, highs);
        grower.split(0, sample.length, 0);
        return new IsolationTree(
                Arrays.copyOf(grower.components, grower.nodes),
                Arrays.copyOf(grower.values, grower.nodes),
                Arrays.copyOf(grower.rights, grower.nodes),
                lows,
                highs);
    }

    private void split(int from, int to, int depth) {
        int node = nodes++;
        float[] lows = new float[dimensions];
        float[] highs = new float[dimensions];
        int component = depth < heightLimit ? chooseComponent(from, to, lows, highs) : -1;
        if (component < 0) {
            components[node] = IsolationTree.LEAF;
            values[node] = (float) PathLength.average(to - from);
            return;
        }
        float value = between(lows[component], highs[component]);
        int middle = partition(from, to, component, value);
        components[node] = (byte) component;
        values[node] = value;
        split(from, middle, depth + 1);
        rights[node] = (short) nodes;
        split(middle, to, depth + 1);
    }

    /** A component that varies among the rows, or -1. */
    private int chooseComponent(int from, int to, float[] lows, float[] highs) {
        range(from, to, lows, highs);
        int varying = 0;
        for (int i = 0; i < dimensions; i++) {
            if (highs[i] > lows[i]) {
                varying++;
            }
        }
        if (varying == 0) {
            return -1;
        }
        int chosen = random.nextInt(varying);
        int component = -1;
        while (chosen >= 0) {
            component++;
            if (highs[component] > lows[component]) {
                chosen--;
            }
        }
        return component;
    }

    private void range(int from, int to, float[] lows, float[] highs) {
        Arrays.fill(lows, Float.POSITIVE_INFINITY);
        Arrays.fill(highs, Float.NEGATIVE_INFINITY);
        for (int row = from; row < to; row++) {
            for (int i = 0; i < dimensions; i++) {
                lows[i] = Math.min(lows[i], sample[row][i]);
                highs[i] = Math.max(highs[i], sample[row][i]);
            }
        }
    }

    private float between(float low, float high) {
        float value = low + random.nextFloat() * (high - low);
        // Both sides get something: the low end is left of any value above it.
        return Math.min(high, Math.max(Math.nextUp(low), value));
    }

    /** Moves the rows below the value to the front and answers where the others begin. */
    private int partition(int from, int to, int component, float value) {
        int middle = from;
        for (int row = from; row < to; row++) {
            if (sample[row][component] < value) {
                float[] moved = sample[row];
                sample[row] = sample[middle];
                sample[middle++] = moved;
            }
        }
        return middle;
    }
}
