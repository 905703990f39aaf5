package io.stacklens.pipeline.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A request whose body can be read up to its bound. */
final class BoundedRequest extends HttpServletRequestWrapper {

    private final BodyBound bound;
    private @Nullable Body body;
    private @Nullable BufferedReader reader;

    BoundedRequest(HttpServletRequest request, BodyBound bound) {
        super(request);
        this.bound = bound;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new Body(super.getInputStream(), bound);
        }
        return body;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        if (reader == null) {
            String named = getCharacterEncoding();
            Charset charset = named == null ? StandardCharsets.UTF_8 : Charset.forName(named);
            reader = new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }
        return reader;
    }

    /** Why the body was refused while it was read, if it was. */
    @Nullable BodyRefusedException refusal() {
        return body == null ? null : body.refusal;
    }

    private static final class Body extends ServletInputStream {

        private final ServletInputStream whole;
        private final InputStream timed;
        private final BodyBound bound;
        private long left;
        private @Nullable BodyRefusedException refusal;

        Body(ServletInputStream whole, BodyBound bound) {
            this.whole = whole;
            this.timed = new DeadlineStream(whole, bound.duration());
            this.bound = bound;
            this.left = bound.size().toBytes();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (refusal != null) {
                throw refusal;
            }
            int read = inTime(bytes, offset, length);
            left -= Math.max(read, 0);
            if (left < 0) {
                throw refused(bound.tooLong());
            }
            return read;
        }

        private int inTime(byte[] bytes, int offset, int length) throws IOException {
            try {
                return timed.read(bytes, offset, length);
            } catch (IOException e) {
                // The container gives up a read that brings nothing at all.
                if (e instanceof SocketTimeoutException
                        || e.getCause() instanceof SocketTimeoutException) {
                    throw refused(bound.tooSlow());
                }
                throw e;
            }
        }

        private BodyRefusedException refused(BodyRefusedException why) {
            refusal = why;
            return why;
        }

        @Override
        public boolean isFinished() {
            return whole.isFinished();
        }

        @Override
        public boolean isReady() {
            return whole.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("bodies are read by the thread that asks");
        }
    }
}
