package io.stacklens.collector.http;

import io.stacklens.collector.intake.MemoryBudget;
import io.stacklens.pipeline.http.DeadlineStream;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Reads a body as bytes, whatever its content type: through the servlet's stream, since a form
 * filter would eat what {@code curl -d} sends. Undoes its compression and foreign character set.
 */
@Component
class BodyReader {

    private static final int FIRST_BYTES = 16 << 10;
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^;\"\\s]+)", Pattern.CASE_INSENSITIVE);

    private final HttpIngestProperties limits;
    private final MemoryBudget budget;

    BodyReader(HttpIngestProperties limits, MemoryBudget budget) {
        this.limits = limits;
        this.budget = budget;
    }

    Body read(HttpServletRequest request) throws IOException {
        long maxBody = limits.maxBody().toBytes();
        if (request.getContentLengthLong() > maxBody) {
            throw tooLarge("body of " + request.getContentLengthLong() + " bytes", maxBody);
        }
        return recoded(
                decompressed(onWire(request, maxBody), request.getHeader("Content-Encoding")),
                request);
    }

    private Body onWire(HttpServletRequest request, long max) {
        try {
            Duration time = limits.maxBodyTime();
            InputStream in = new DeadlineStream(request.getInputStream(), time);
            return read(in, max, "body");
        } catch (SocketTimeoutException e) {
            throw new RefusedException(
                    HttpStatus.REQUEST_TIMEOUT,
                    "the body did not come in time (expected: within %s)"
                            .formatted(limits.maxBodyTime()),
                    e);
        } catch (IOException e) {
            throw new RefusedException(
                    HttpStatus.BAD_REQUEST, "the body ended before it was complete", e);
        }
    }

    private Body decompressed(Body wire, @Nullable String encoding) throws IOException {
        String name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
        if (name.equals("identity") || name.isEmpty()) {
            return wire;
        }
        try (wire;
                InputStream plain = decompressor(name, wire)) {
            return read(plain, limits.maxDecompressed().toBytes(), "decompressed body");
        } catch (ZipException | EOFException e) {
            throw new RefusedException(
                    HttpStatus.BAD_REQUEST, "the body is not %s as it says".formatted(name), e);
        }
    }

    private static InputStream decompressor(String name, Body wire) throws IOException {
        InputStream in = new ByteArrayInputStream(wire.bytes(), 0, wire.length());
        return switch (name) {
            case "gzip", "x-gzip" -> new GZIPInputStream(in, FIRST_BYTES);
            case "deflate" -> new InflaterInputStream(in);
            default ->
                    throw new RefusedException(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            "Content-Encoding is '%s' (expected: gzip, deflate or none)"
                                    .formatted(name));
        };
    }

    /** Reads to the end, taking from the budget as the array grows. */
    private Body read(InputStream in, long max, String what) throws IOException {
        byte[] bytes = new byte[0];
        int length = 0;
        long held = 0;
        boolean complete = false;
        try {
            while (true) {
                if (length == bytes.length) {
                    int size = (int) Math.min(max + 1, Math.max(FIRST_BYTES, bytes.length * 2L));
                    if (length > max) {
                        throw tooLarge(what, max);
                    }
                    reserve(size - bytes.length);
                    held = size;
                    bytes = Arrays.copyOf(bytes, size);
                }
                int read = in.read(bytes, length, bytes.length - length);
                if (read < 0) {
                    complete = true;
                    return new Body(bytes, length, budget, held);
                }
                length += read;
            }
        } finally {
            if (!complete) {
                budget.release(held);
            }
        }
    }

    private void reserve(long bytes) {
        if (!budget.tryAcquire(bytes)) {
            throw new RefusedException(
                    HttpStatus.TOO_MANY_REQUESTS, "too much is waiting in memory; try again");
        }
    }

    /** Records are UTF-8 further on; what claims to be anything else is made so. */
    private static Body recoded(Body body, HttpServletRequest request) {
        Charset charset;
        try {
            charset = charset(request.getContentType());
        } catch (RefusedException e) {
            body.close();
            throw e;
        }
        if (charset == null) {
            return body;
        }
        try {
            CharSequence text =
                    charset.newDecoder().decode(ByteBuffer.wrap(body.bytes(), 0, body.length()));
            byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
            return new Body(utf8, utf8.length, body.budget(), body.held());
        } catch (CharacterCodingException e) {
            body.close();
            throw new RefusedException(
                    HttpStatus.BAD_REQUEST, "the body is not %s as it says".formatted(charset), e);
        }
    }

    /** The character set that a content type names, or null when it is UTF-8 or none. */
    private static @Nullable Charset charset(@Nullable String contentType) {
        Matcher named = CHARSET.matcher(contentType == null ? "" : contentType);
        if (!named.find()) {
            return null;
        }
        try {
            Charset charset = Charset.forName(named.group(1));
            boolean isUtf8 =
                    charset.equals(StandardCharsets.UTF_8)
                            || charset.equals(StandardCharsets.US_ASCII);
            return isUtf8 ? null : charset;
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    HttpStatus.BAD_REQUEST,
                    "charset is '%s' (expected: one that is known)".formatted(named.group(1)),
                    e);
        }
    }

    private static RefusedException tooLarge(String what, long max) {
        return new RefusedException(
                HttpStatus.CONTENT_TOO_LARGE,
                "%s (expected: at most %d bytes)".formatted(what, max));
    }
}
