package io.stacklens.parser.pipeline;

import io.stacklens.parser.line.Glob;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;

import java.util.List;
import java.util.Map;

/**
 * Which lines a pipeline is for: all that is said has to be true, and of a list one.
 *
 * @param source who sent the line
 */
record PipelineMatch(
        List<Glob> service,
        List<Glob> host,
        List<Glob> source,
        List<Glob> format,
        Map<FieldName, List<Glob>> attributes) {

    private static final FieldName SERVICE = new FieldName("service");
    private static final FieldName HOST = new FieldName("host");
    private static final byte[] UNKNOWN = {'u', 'n', 'k', 'n', 'o', 'w', 'n'};

    /** Asked before the line is parsed: only the request and the sender are known. */
    boolean isForRaw(PipelineLine line) {
        byte[] requested = line.requestedService();
        return (service.isEmpty() || isOne(service, requested, 0, requested.length))
                && isSource(line);
    }

    boolean isFor(PipelineLine line, LogDraft draft, Slice scratch) {
        return isService(line, draft, scratch)
                && isSource(line)
                && (format.isEmpty() || isOne(format, draft.format()))
                && (host.isEmpty() || isField(HOST, host, line, draft, scratch))
                && areAttributes(line, draft, scratch);
    }

    private boolean isService(PipelineLine line, LogDraft draft, Slice scratch) {
        if (service.isEmpty()) {
            return true;
        }
        if (!SERVICE.read(line, draft, scratch)) {
            return isOne(service, UNKNOWN, 0, UNKNOWN.length);
        }
        return isOne(service, scratch.bytes(), scratch.start(), scratch.end());
    }

    private boolean isSource(PipelineLine line) {
        return source.isEmpty() || isOne(source, line.source());
    }

    private boolean areAttributes(PipelineLine line, LogDraft draft, Slice scratch) {
        if (attributes.isEmpty()) {
            return true;
        }
        for (Map.Entry<FieldName, List<Glob>> wanted : attributes.entrySet()) {
            if (!isField(wanted.getKey(), wanted.getValue(), line, draft, scratch)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isField(
            FieldName field, List<Glob> globs, PipelineLine line, LogDraft draft, Slice scratch) {
        return field.read(line, draft, scratch)
                && isOne(globs, scratch.bytes(), scratch.start(), scratch.end());
    }

    private static boolean isOne(List<Glob> globs, String text) {
        for (int i = 0; i < globs.size(); i++) {
            if (globs.get(i).matches(text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOne(List<Glob> globs, byte[] bytes, int start, int end) {
        for (int i = 0; i < globs.size(); i++) {
            if (globs.get(i).matches(bytes, start, end)) {
                return true;
            }
        }
        return false;
    }
}
