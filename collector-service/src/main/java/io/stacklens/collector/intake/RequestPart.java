package io.stacklens.collector.intake;

import io.stacklens.model.batch.RequestPartId;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a request with a key that become one batch. Every instance cuts the same request alike
 * and gives its parts the same names, whatever its settings.
 *
 * @param from index of its first line in the request
 * @param to index behind its last line
 */
record RequestPart(RequestPartId id, int from, int to) {

    static final int MAX_LINES = 500;
    static final int MAX_BYTES = 256 << 10;

    static List<RequestPart> cut(RequestKey key, List<RawLine> lines) {
        List<RequestPart> parts = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int to = 0; to < lines.size(); to++) {
            int length = lines.get(to).length();
            if (to > from && (to - from == MAX_LINES || bytes + length > MAX_BYTES)) {
                parts.add(part(key, parts.size(), lines, from, to));
                from = to;
                bytes = 0;
            }
            bytes += length;
        }
        if (from < lines.size()) {
            parts.add(part(key, parts.size(), lines, from, lines.size()));
        }
        return parts;
    }

    private static RequestPart part(
            RequestKey key, int number, List<RawLine> lines, int from, int to) {
        return new RequestPart(id(key, number, lines.subList(from, to)), from, to);
    }

    /** Its lines belong to its name, so that a key used for other lines loses none of them. */
    private static RequestPartId id(RequestKey key, int number, List<RawLine> lines) {
        MessageDigest digest = sha256();
        putText(digest, key.text());
        putNumber(digest, number);
        String service = lines.getFirst().like().service();
        putText(digest, service == null ? "" : service);
        for (RawLine line : lines) {
            putNumber(digest, line.length());
            digest.update(line.bytes(), line.offset(), line.length());
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new RequestPartId(hash.getLong(), hash.getLong());
    }

    private static void putText(MessageDigest digest, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        putNumber(digest, utf8.length);
        digest.update(utf8);
    }

    private static void putNumber(MessageDigest digest, int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
