package io.stacklens.pipeline.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A stream that has to end in time. The container limits how long one read may take; a sender that
 * writes a byte now and then would never be given up by that.
 */
public final class DeadlineStream extends FilterInputStream {

    private final long deadline;

    public DeadlineStream(InputStream in, Duration time) {
        super(in);
        this.deadline = System.nanoTime() + time.toNanos();
    }

    @Override
    public int read() throws IOException {
        check();
        return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        check();
        return super.read(bytes, offset, length);
    }

    private void check() throws SocketTimeoutException {
        if (System.nanoTime() - deadline > 0) {
            throw new SocketTimeoutException("the deadline has passed");
        }
    }
}
