package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Scratch;
import io.stacklens.parser.line.Slice;
import io.stacklens.pipeline.text.Ascii;

/**
 * One JSON object a line. Objects in it are flattened to dotted names up to a depth; what is
 * deeper, and arrays, stay JSON text. The members of {@code attributes} and of the maps that
 * loggers call context become attributes by their own names. Reads the bytes itself: values stay
 * slices of the line.
 */
public final class JsonFormat implements LineFormat {

    private static final String[] CONTAINERS = {"attributes", "resource", "mdc", "contextmap"};

    private final NamedValues values;
    private final int maxDepth;
    private final JsonText json = new JsonText();
    private final JsonArrays arrays;
    private final MessageTemplate messageTemplate = new MessageTemplate();
    private final MessageArguments arguments = new MessageArguments();
    private final Slice text = new Slice();

    public JsonFormat(NamedValues values, int maxDepth) {
        this.values = values;
        this.maxDepth = maxDepth;
        arrays = new JsonArrays(values);
    }

    @Override
    public boolean parse(byte[] line, int start, int end, LogDraft draft) {
        json.begin(line, start, end, draft.scratch());
        values.begin();
        arguments.begin();
        if (!object(draft, 0, 0, line, 1, false) || !json.isAtEnd()) {
            return false;
        }
        Slice template = values.messageTemplate();
        if (template != null && MessageTemplate.hasHoles(template) && !draft.has(LogColumn.BODY)) {
            messageTemplate.render(template, line, start, end, draft);
        }
        arguments.fill(draft);
        values.finish(draft);
        draft.put(LogColumn.BODY, line, start, Ascii.trimEnd(line, start, end));
        draft.format("json");
        return true;
    }

    /** Whether the body of the record parsed last is itself a line that some program wrote. */
    boolean isBodyALine() {
        return values.isBodyALine();
    }

    /** Reads an object whose members' names continue the prefix, or stand alone without one. */
    private boolean object(
            LogDraft draft,
            int prefixStart,
            int prefixEnd,
            byte[] prefix,
            int depth,
            boolean isMember) {
        if (!json.skip('{')) {
            return false;
        }
        if (json.skip('}')) {
            return true;
        }
        do {
            if (!json.string(text) || !json.skip(':')) {
                return false;
            }
            byte[] key = text.bytes();
            int keyStart = text.start();
            int keyEnd = text.end();
            if (prefixEnd > prefixStart) {
                Scratch scratch = draft.scratch();
                int joined = scratch.position();
                scratch.add(prefix, prefixStart, prefixEnd);
                scratch.add('.');
                scratch.add(key, keyStart, keyEnd);
                key = scratch.bytes();
                keyStart = joined;
                keyEnd = scratch.position();
            }
            if (!value(draft, key, keyStart, keyEnd, depth, isMember)) {
                return false;
            }
        } while (json.skip(','));
        return json.skip('}');
    }

    private boolean value(
            LogDraft draft, byte[] key, int keyStart, int keyEnd, int depth, boolean isMember) {
        int first = json.peek();
        if (first == '{' && depth < maxDepth) {
            boolean isContainer = isContainer(key, keyStart, keyEnd);
            return isContainer
                    ? object(draft, 0, 0, key, depth + 1, true)
                    : object(draft, keyStart, keyEnd, key, depth + 1, isMember);
        }
        boolean isThere =
                switch (first) {
                    case '"' -> json.string(text);
                    case '{', '[' -> json.nested(text);
                    default -> json.literal(text);
                };
        if (!isThere) {
            return false;
        }
        if (first == 'n') {
            return true;
        }
        if (isMember) {
            values.putMember(draft, key, keyStart, keyEnd, text.bytes(), text.start(), text.end());
        } else if (first == '[') {
            arguments.see(key, keyStart, keyEnd, text);
            arrays.put(draft, key, keyStart, keyEnd, text);
        } else {
            values.put(draft, key, keyStart, keyEnd, text.bytes(), text.start(), text.end());
        }
        return true;
    }

    static boolean isContainer(byte[] key, int start, int end) {
        for (String container : CONTAINERS) {
            if (Ascii.isIgnoringCase(container, key, start, end)) {
                return true;
            }
        }
        return false;
    }
}
