package io.stacklens.parser.header;

import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;

import java.nio.charset.StandardCharsets;

/**
 * Where a part of a header goes: by its name into a field of the record, as a named value does in
 * JSON, or into an attribute.
 */
final class HeaderField {

    /** The part is left out. */
    static final HeaderField NONE = new HeaderField("");

    /** The name of the program, which is the service when nothing else names one. */
    private static final String APP_NAME = "app_name";

    private final byte[] name;
    private final boolean isAppName;

    private HeaderField(String name) {
        this.name = name.getBytes(StandardCharsets.US_ASCII);
        this.isAppName = name.equals(APP_NAME);
    }

    static HeaderField named(String name) {
        return name.equals("-") ? NONE : new HeaderField(name);
    }

    /** Gives the part to the draft; an empty one, and a dash for one, are not there. */
    void put(NamedValues values, LogDraft draft, byte[] line, int start, int end) {
        boolean isNothing = start == end || (end - start == 1 && line[start] == '-');
        if (isNothing || this == NONE) {
            return;
        }
        if (isAppName) {
            draft.appName().set(line, start, end);
        } else {
            values.put(draft, name, 0, name.length, line, start, end);
        }
    }
}
