package io.stacklens.parser.field;

import io.stacklens.parser.line.Ascii;

/** Knows the methods of HTTP, so that a field named {@code method} is not taken for one by its name. */
final class HttpMethod {

    private static final String[] METHODS = {
        "get", "post", "put", "delete", "head", "patch", "options", "connect", "trace", "propfind"
    };

    private HttpMethod() {}

    static boolean isMethod(byte[] bytes, int start, int end) {
        for (String method : METHODS) {
            if (Ascii.isIgnoringCase(method, bytes, start, end)) {
                return true;
            }
        }
        return false;
    }
}
