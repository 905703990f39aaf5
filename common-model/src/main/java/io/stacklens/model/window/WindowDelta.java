package io.stacklens.model.window;

import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;
import io.stacklens.model.batch.MalformedBatchException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * All that one transaction's batches add for one service: the value of {@code window-deltas}.
 * Bytes: the layout that {@code docs/topics.md} describes, magic {@code W}.
 */
public record WindowDelta(
        String service,
        List<SeriesDelta> series,
        List<TemplateDelta> templates,
        List<MatchDelta> matches,
        List<SourceDelta> sources) {

    private static final int MAGIC = 'W';
    private static final int VERSION = 1;

    public WindowDelta {
        series = List.copyOf(series);
        templates = List.copyOf(templates);
        matches = List.copyOf(matches);
        sources = List.copyOf(sources);
    }

    public WindowDelta(String service, List<SeriesDelta> series, List<TemplateDelta> templates) {
        this(service, series, templates, List.of(), List.of());
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(1024);
        out.writeByte(MAGIC);
        out.writeByte(VERSION);
        out.writeText(service);
        out.writeVarint(series.size());
        for (SeriesDelta delta : series) {
            // An empty route is a route of its own, so the total is marked by a byte.
            out.writeByte(delta.route() == null ? 0 : 1);
            out.writeText(delta.route() == null ? "" : delta.route());
            out.writeSignedVarint(delta.bucketStart());
            delta.counted().writeTo(out);
            out.writeVarint(delta.samples().size());
            delta.samples().forEach(out::writeText);
        }
        out.writeVarint(templates.size());
        for (TemplateDelta delta : templates) {
            out.writeText(delta.templateId());
            out.writeText(delta.template());
            out.writeText(delta.exceptionType());
            out.writeSignedVarint(delta.minuteStart());
            out.writeVarint(delta.count());
            out.writeVarint(delta.errorCount());
            out.writeText(delta.sample());
            out.writeSignedVarint(delta.lastSeen());
        }
        // What was added to the layout later stands behind it: older readers stop here.
        if (!matches.isEmpty() || !sources.isEmpty()) {
            writeAdded(out);
        }
        return out.toByteArray();
    }

    private void writeAdded(ByteWriter out) {
        out.writeVarint(matches.size());
        for (MatchDelta delta : matches) {
            out.writeSignedVarint(delta.queryKey());
            out.writeSignedVarint(delta.bucketStart());
            out.writeVarint(delta.count());
            out.writeVarint(delta.samples().size());
            delta.samples().forEach(out::writeText);
        }
        out.writeVarint(sources.size());
        for (SourceDelta delta : sources) {
            out.writeText(delta.host());
            out.writeVarint(delta.count());
        }
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws MalformedBatchException if the bytes are something else
     */
    public static WindowDelta decode(byte @Nullable [] bytes) {
        ByteReader in = new ByteReader(ByteReader.requireValue(bytes));
        int magic = in.readByte();
        int version = in.readByte();
        if (magic != MAGIC || version != VERSION) {
            throw new MalformedBatchException(
                    "window delta begins with 0x%02x version %d (expected: 0x%02x version %d)"
                            .formatted(magic, version, MAGIC, VERSION));
        }
        String service = in.readText();
        int seriesCount = in.readCount(in.remaining());
        List<SeriesDelta> series = new ArrayList<>(seriesCount);
        for (int i = 0; i < seriesCount; i++) {
            boolean hasRoute = in.readByte() != 0;
            String route = in.readText();
            long bucketStart = in.readSignedVarint();
            WindowAggregate counted = WindowAggregate.read(in);
            series.add(
                    new SeriesDelta(hasRoute ? route : null, bucketStart, counted, readTexts(in)));
        }
        int templateCount = in.readCount(in.remaining());
        List<TemplateDelta> templates = new ArrayList<>(templateCount);
        for (int i = 0; i < templateCount; i++) {
            templates.add(
                    new TemplateDelta(
                            in.readText(),
                            in.readText(),
                            in.readText(),
                            in.readSignedVarint(),
                            in.readVarint(),
                            in.readVarint(),
                            in.readText(),
                            in.readSignedVarint()));
        }
        return in.remaining() == 0
                ? new WindowDelta(service, series, templates)
                : new WindowDelta(service, series, templates, readMatches(in), readSources(in));
    }

    private static List<MatchDelta> readMatches(ByteReader in) {
        int count = in.readCount(in.remaining());
        List<MatchDelta> matches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            matches.add(
                    new MatchDelta(
                            in.readSignedVarint(),
                            in.readSignedVarint(),
                            in.readVarint(),
                            readTexts(in)));
        }
        return matches;
    }

    private static List<SourceDelta> readSources(ByteReader in) {
        int count = in.readCount(in.remaining());
        List<SourceDelta> sources = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sources.add(new SourceDelta(in.readText(), in.readVarint()));
        }
        return sources;
    }

    private static List<String> readTexts(ByteReader in) {
        int count = in.readCount(in.remaining());
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.readText());
        }
        return texts;
    }
}
