package io.stacklens.parser.field;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.pipeline.text.Ascii;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Knows the methods of HTTP, so that a field named {@code method} is not taken for one by its name.
 */
final class HttpMethod {

    private static final String[] METHODS = {
        "get", "post", "put", "delete", "head", "patch", "options", "connect", "trace", "propfind"
    };

    /** As they are kept: routes that differ in case only would be two series. */
    private static final byte[][] WRITTEN =
            Arrays.stream(METHODS)
                    .map(name -> name.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII))
                    .toArray(byte[][]::new);

    private HttpMethod() {}

    /** Puts a method into the draft; answers false when it is none, or there is one already. */
    static boolean put(LogDraft draft, byte[] bytes, int start, int end) {
        for (int i = 0; i < METHODS.length; i++) {
            if (Ascii.isIgnoringCase(METHODS[i], bytes, start, end)) {
                return draft.put(LogColumn.HTTP_METHOD, WRITTEN[i], 0, WRITTEN[i].length);
            }
        }
        return false;
    }
}
