package io.stacklens.parser.pipeline;

import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Scratch;
import io.stacklens.parser.line.Slice;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code dissect}: cuts a field at the texts of a pattern. */
final class DissectStep implements Step {

    private final FieldName field;
    private final DissectPattern pattern;
    private final byte[] separator;
    private final StepContext context;
    private final List<Value> results;
    private final Slice[] values;

    /**
     * One value to put.
     *
     * @param parts places of the keys whose values it is put together of
     * @param nameAt place of the key whose value is its name, or -1 when it has a name of its own
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Value(byte[] name, int nameAt, int[] parts) {}

    /**
     * Makes a step.
     *
     * @param separator stands between the parts of a value that is put together
     */
    DissectStep(FieldName field, DissectPattern pattern, String separator, StepContext context) {
        this.field = field;
        this.pattern = pattern;
        this.separator = separator.getBytes(StandardCharsets.UTF_8);
        this.context = context;
        List<DissectPattern.Key> keys = pattern.keys();
        values = Stream.generate(Slice::new).limit(keys.size()).toArray(Slice[]::new);
        results =
                IntStream.range(0, keys.size())
                        .filter(at -> isFirstOfAValue(keys, at))
                        .mapToObj(at -> value(keys, at))
                        .toList();
    }

    @Override
    public @Nullable String apply(PipelineLine line, LogDraft draft) {
        Slice text = context.slice();
        if (!field.read(line, draft, text)) {
            return NO_FIELD;
        }
        if (!pattern.cut(text.bytes(), text.start(), text.end(), values)) {
            return NO_MATCH;
        }
        LogDraft found = context.found();
        context.values().begin();
        for (Value result : results) {
            put(result, found);
        }
        context.values().finish(found);
        context.takeOver(draft);
        return null;
    }

    private void put(Value result, LogDraft found) {
        byte[] name = result.name();
        int nameStart = 0;
        int nameEnd = name.length;
        if (result.nameAt() >= 0) {
            Slice given = values[result.nameAt()];
            name = given.bytes();
            nameStart = given.start();
            nameEnd = given.end();
        }
        Slice value =
                result.parts().length == 1 ? values[result.parts()[0]] : joined(result, found);
        if (value.length() > 0 && nameEnd > nameStart) {
            context.values()
                    .put(
                            found,
                            name,
                            nameStart,
                            nameEnd,
                            value.bytes(),
                            value.start(),
                            value.end());
        }
    }

    private Slice joined(Value result, LogDraft found) {
        Scratch scratch = found.scratch();
        int start = scratch.position();
        for (int i = 0; i < result.parts().length; i++) {
            if (i > 0) {
                scratch.add(separator, 0, separator.length);
            }
            Slice part = values[result.parts()[i]];
            scratch.add(part.bytes(), part.start(), part.end());
        }
        Slice whole = new Slice();
        whole.set(scratch.bytes(), start, scratch.position());
        return whole;
    }

    private static boolean isFirstOfAValue(List<DissectPattern.Key> keys, int at) {
        DissectPattern.Key key = keys.get(at);
        return switch (key.role()) {
            case SKIPPED, NAME -> false;
            case NAMED, VALUE -> true;
            case APPENDED -> IntStream.range(0, at).noneMatch(i -> isPart(keys.get(i), key.name()));
        };
    }

    private static boolean isPart(DissectPattern.Key key, String name) {
        return (key.role() == DissectPattern.Role.VALUE
                        || key.role() == DissectPattern.Role.APPENDED)
                && key.name().equals(name);
    }

    private static Value value(List<DissectPattern.Key> keys, int at) {
        DissectPattern.Key key = keys.get(at);
        byte[] name = key.name().getBytes(StandardCharsets.UTF_8);
        if (key.role() == DissectPattern.Role.NAMED) {
            int nameAt =
                    IntStream.range(0, keys.size())
                            .filter(i -> DissectPattern.isNameOf(keys.get(i), key))
                            .findFirst()
                            .orElseThrow();
            return new Value(name, nameAt, new int[] {at});
        }
        int[] parts =
                IntStream.range(0, keys.size())
                        .filter(i -> i == at || isAppendedTo(keys.get(i), key.name()))
                        .boxed()
                        .sorted(Comparator.comparingInt(i -> keys.get(i).order()))
                        .mapToInt(Integer::intValue)
                        .toArray();
        return new Value(name, -1, parts);
    }

    private static boolean isAppendedTo(DissectPattern.Key key, String name) {
        return key.role() == DissectPattern.Role.APPENDED && key.name().equals(name);
    }
}
