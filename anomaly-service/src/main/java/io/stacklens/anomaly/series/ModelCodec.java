package io.stacklens.anomaly.series;

import io.stacklens.anomaly.forest.Detector;
import io.stacklens.anomaly.forest.IsolationForest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A model as bytes, deflated: one byte of form, the detector's name, the features with their usual
 * values, the detector.
 */
public final class ModelCodec {

    private static final int FORM = 1;

    private ModelCodec() {}

    public static byte[] encode(SeriesModel model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeByte(FORM);
            out.writeUTF(model.detectorName());
            out.writeByte(model.baseline().usuals().size());
            for (Usual usual : model.baseline().usuals()) {
                out.writeUTF(usual.feature().label());
                out.writeDouble(usual.median());
                out.writeDouble(usual.spread());
            }
            model.detector().writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen in memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a model.
     *
     * @throws IOException if the bytes are damaged, or of a form, feature or detector that this
     *     version does not know
     */
    public static SeriesModel decode(byte[] bytes) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            int form = in.readByte();
            if (form != FORM) {
                throw new IOException("model of form %d (expected: %d)".formatted(form, FORM));
            }
            String detectorName = in.readUTF();
            int features = in.readByte();
            List<Usual> usuals = new ArrayList<>();
            for (int i = 0; i < features; i++) {
                usuals.add(new Usual(feature(in.readUTF()), in.readDouble(), in.readDouble()));
            }
            return new SeriesModel(new Baseline(usuals), detector(detectorName, in));
        }
    }

    private static Detector detector(String name, DataInputStream in) throws IOException {
        if (!name.equals(IsolationForest.NAME)) {
            throw new IOException(
                    "detector '%s' (expected: %s)".formatted(name, IsolationForest.NAME));
        }
        return IsolationForest.readFrom(in);
    }

    private static Feature feature(String label) throws IOException {
        for (Feature feature : Feature.values()) {
            if (feature.label().equals(label)) {
                return feature;
            }
        }
        throw new IOException("feature '%s' is not known".formatted(label));
    }
}
