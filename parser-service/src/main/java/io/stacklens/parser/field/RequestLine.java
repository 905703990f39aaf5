package io.stacklens.parser.field;

import io.stacklens.parser.line.LogDraft;
import io.stacklens.pipeline.text.Ascii;

/** The first line of an HTTP request: {@code GET /orders?x=1 HTTP/1.1}. */
final class RequestLine {

    private RequestLine() {}

    /** Answers false for a request line, whose protocol has no field; a mere target is a path. */
    static boolean put(LogDraft draft, byte[] value, int start, int end) {
        if (start < end && value[start] == '/') {
            return UrlPath.put(draft, value, start, end);
        }
        int methodEnd = Ascii.find(' ', value, start, end);
        if (methodEnd < end && HttpMethod.put(draft, value, start, methodEnd)) {
            int targetEnd = Ascii.find(' ', value, methodEnd + 1, end);
            UrlPath.put(draft, value, methodEnd + 1, targetEnd);
        }
        return false;
    }
}
