package io.stacklens.parser.field;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Scratch;
import io.stacklens.pipeline.text.Ascii;

/**
 * Brings a URL or a path to the form that requests of one kind share: no scheme, host, query or
 * fragment, and ids (numbers, UUIDs, hexadecimal and other long mixed words) as {@code {id}}.
 */
final class UrlPath {

    private static final int LONGEST = 256;
    private static final int SHORTEST_HEX_ID = 8;
    private static final int SHORTEST_MIXED_ID = 20;

    private UrlPath() {}

    /** Puts the path of a URL into the draft; answers false when it is none. */
    static boolean put(LogDraft draft, byte[] bytes, int start, int end) {
        int pathStart = pathStart(bytes, start, end);
        if (pathStart < 0 || draft.has(LogColumn.URL_PATH)) {
            return false;
        }
        int pathEnd = pathEnd(bytes, pathStart, end);
        Scratch scratch = draft.scratch();
        int masked = scratch.position();
        if (pathStart == pathEnd) {
            scratch.add('/');
        }
        boolean isMasked = addSegments(scratch, bytes, pathStart, pathEnd);
        int maskedEnd = scratch.position();
        if (maskedEnd - masked > LONGEST) {
            maskedEnd = Ascii.characterBoundary(scratch.bytes(), masked, masked + LONGEST);
        }
        draft.put(LogColumn.URL_PATH, scratch.bytes(), masked, maskedEnd);
        boolean isAsWritten = !isMasked && pathStart == start && pathEnd == end;
        if (!isAsWritten || end - start > LONGEST) {
            draft.addAttribute("url.original", bytes, start, end);
        }
        return true;
    }

    private static int pathStart(byte[] bytes, int start, int end) {
        if (start == end) {
            return -1;
        }
        if (bytes[start] == '/') {
            return start;
        }
        int scheme = start;
        while (scheme < end && Ascii.isLetter(bytes[scheme])) {
            scheme++;
        }
        if (scheme == start || !Ascii.startsWith("://", bytes, scheme, end)) {
            return -1;
        }
        int at = scheme + 3;
        while (at < end && bytes[at] != '/' && bytes[at] != '?' && bytes[at] != '#') {
            at++;
        }
        return at;
    }

    private static int pathEnd(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && bytes[at] != '?' && bytes[at] != '#' && bytes[at] != ' ') {
            at++;
        }
        return at;
    }

    private static boolean addSegments(Scratch scratch, byte[] bytes, int start, int end) {
        boolean isMasked = false;
        int at = start;
        while (at < end) {
            if (bytes[at] == '/') {
                scratch.add('/');
                at++;
                continue;
            }
            int segmentEnd = Ascii.find('/', bytes, at, end);
            if (isId(bytes, at, segmentEnd)) {
                scratch.add("{id}");
                isMasked = true;
            } else {
                scratch.add(bytes, at, segmentEnd);
            }
            at = segmentEnd;
        }
        return isMasked;
    }

    private static boolean isId(byte[] bytes, int start, int end) {
        int digits = 0;
        int hex = 0;
        int joints = 0;
        int wordBytes = 0;
        int digitsBehindJoint = 0;
        for (int at = start; at < end; at++) {
            int b = bytes[at];
            if (Ascii.isDigit(b)) {
                digits++;
                digitsBehindJoint++;
            } else if (b == '-' || b == '_' || b == '.' || b == ':' || b == ',') {
                joints++;
                digitsBehindJoint = 0;
            } else {
                digitsBehindJoint = Integer.MIN_VALUE / 2;
            }
            if (Ascii.isHex(b)) {
                hex++;
            }
            if (Ascii.isDigit(b) || Ascii.isLetter(b)) {
                wordBytes++;
            }
        }
        if (digits == 0) {
            return false;
        }
        int length = end - start;
        boolean isNumeric = digits + joints == length;
        boolean isHexId = hex >= SHORTEST_HEX_ID && hex + joints == length;
        boolean isMixedId = length >= SHORTEST_MIXED_ID && wordBytes + joints == length;
        boolean isNumbered = joints > 0 && digitsBehindJoint > 0 && bytes[start] != '.';
        return isNumeric || isHexId || isMixedId || isNumbered;
    }
}
