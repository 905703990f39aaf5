package io.stacklens.anomaly.forest;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One tree, as arrays in preorder: the left child of an inner node is the next node.
 *
 * <p>The paper scores points of the sample itself. A point that was not in it would share the path
 * of the sample's extreme, however far beyond it lies. So a point outside the sample's range is
 * scored as if it had been in the sample: at each node, a split would have fallen between it and
 * the others with a probability that follows from the ranges, and the path counts in expectation
 * over that.
 */
final class IsolationTree {

    static final byte LEAF = -1;

    private final byte[] components;
    private final float[] values;
    private final short[] rights;
    private final float[] lows;
    private final float[] highs;

    /**
     * Takes the arrays as they are.
     *
     * @param components of inner nodes; {@link #LEAF} for leaves
     * @param values the split of an inner node; of a leaf, the average path below it
     * @param rights right child of inner nodes
     * @param lows smallest value of each component in the sample
     * @param highs largest value of each component in the sample
     */
    IsolationTree(byte[] components, float[] values, short[] rights, float[] lows, float[] highs) {
        this.components = components;
        this.values = values;
        this.rights = rights;
        this.lows = lows;
        this.highs = highs;
    }

    /** How many splits it takes to isolate the observation, in expectation. */
    double pathLength(float[] observation, float minRange) {
        return isInside(observation) ? walk(observation) : walkOutside(observation, minRange);
    }

    private boolean isInside(float[] observation) {
        for (int i = 0; i < lows.length; i++) {
            if (observation[i] < lows[i] || observation[i] > highs[i]) {
                return false;
            }
        }
        return true;
    }

    private double walk(float[] observation) {
        int node = 0;
        int depth = 0;
        while (components[node] != LEAF) {
            node = observation[components[node]] < values[node] ? node + 1 : rights[node];
            depth++;
        }
        return depth + values[node];
    }

    private double walkOutside(float[] observation, float minRange) {
        float[] low = lows.clone();
        float[] high = highs.clone();
        double reached = 1;
        double length = 0;
        int node = 0;
        int depth = 0;
        while (true) {
            double isolated = isolationProbability(observation, low, high, minRange);
            length += reached * isolated * (depth + 1);
            reached *= 1 - isolated;
            int component = components[node];
            if (component == LEAF) {
                // With the observation in it, a leaf of several would be split at least once more.
                return length + reached * (depth + (values[node] > 0 ? 1 : 0) + values[node]);
            }
            if (observation[component] < values[node]) {
                high[component] = values[node];
                node++;
            } else {
                low[component] = values[node];
                node = rights[node];
            }
            depth++;
        }
    }

    /**
     * Each component that varies, in the sample or because of the observation, is as likely to be
     * split; the split falls evenly on the range up to the observation.
     */
    private double isolationProbability(
            float[] observation, float[] low, float[] high, float minRange) {
        double sum = 0;
        int varying = 0;
        for (int i = 0; i < observation.length; i++) {
            float beyond = Math.max(lows[i] - observation[i], observation[i] - highs[i]);
            if (beyond > 0) {
                sum += beyond / (Math.max(minRange, high[i] - low[i]) + beyond);
            }
            if (beyond > 0 || lows[i] < highs[i]) {
                varying++;
            }
        }
        return sum / varying;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeShort(components.length);
        for (int node = 0; node < components.length; node++) {
            out.writeByte(components[node]);
            out.writeFloat(values[node]);
            out.writeShort(rights[node]);
        }
        for (int i = 0; i < lows.length; i++) {
            out.writeFloat(lows[i]);
            out.writeFloat(highs[i]);
        }
    }

    static IsolationTree readFrom(DataInput in, int dimensions) throws IOException {
        int nodes = in.readUnsignedShort();
        byte[] components = new byte[nodes];
        float[] values = new float[nodes];
        short[] rights = new short[nodes];
        for (int node = 0; node < nodes; node++) {
            components[node] = in.readByte();
            values[node] = in.readFloat();
            rights[node] = in.readShort();
        }
        float[] lows = new float[dimensions];
        float[] highs = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            lows[i] = in.readFloat();
            highs[i] = in.readFloat();
        }
        return new IsolationTree(components, values, rights, lows, highs);
    }
}
