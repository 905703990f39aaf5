package io.stacklens.analytics.windows;

import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowMetrics;

/** A window that is being merged into: what is counted, and how far that has been published. */
final class OpenWindow {

    private final WindowAggregate counted;
    private long revision;
    private boolean closed;
    private long changedAt;
    private boolean dirty;

    private OpenWindow(WindowAggregate counted, long revision, boolean closed, long changedAt) {
        this.counted = counted;
        this.revision = revision;
        this.closed = closed;
        this.changedAt = changedAt;
    }

    /**
     * A window to go on with.
     *
     * @param revision the last that was published, 0 for a new window
     */
    static OpenWindow of(WindowAggregate counted, long revision, boolean closed) {
        return new OpenWindow(counted, revision, closed, 0);
    }

    void merge(WindowAggregate more, long now) {
        counted.merge(more);
        changedAt = now;
        dirty = true;
    }

    /** Closing is a change of its own: a revision says so. */
    void close() {
        closed = true;
        dirty = true;
    }

    /** Takes the changes since the last revision as published under the next. */
    WindowMetrics publish(WindowKey key) {
        revision++;
        dirty = false;
        return WindowMetrics.of(
                key.service(), key.route(), key.size(), key.start(), counted, revision, closed);
    }

    boolean isDirty() {
        return dirty;
    }

    boolean isClosed() {
        return closed;
    }

    WindowAggregate counted() {
        return counted;
    }

    long changedAt() {
        return changedAt;
    }

    boolean isQuiet(long now, long millis) {
        return now - changedAt >= millis;
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter(512);
        out.writeVarint(revision);
        out.writeByte(closed ? 1 : 0);
        out.writeSignedVarint(changedAt);
        counted.writeTo(out);
        return out.toByteArray();
    }

    static OpenWindow decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        Header header = Header.read(in);
        return new OpenWindow(
                WindowAggregate.read(in), header.revision(), header.closed(), header.changedAt());
    }

    /** The first bytes of an encoded window, cheap to read without the sketches behind them. */
    record Header(long revision, boolean closed, long changedAt) {

        static Header read(byte[] bytes) {
            return read(new ByteReader(bytes));
        }

        private static Header read(ByteReader in) {
            return new Header(in.readVarint(), in.readByte() == 1, in.readSignedVarint());
        }
    }
}
