package io.stacklens.e2e.load;

import io.stacklens.e2e.load.LineSupply.Numbers;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Writes batches of records, and remembers of which service and severity each was, and how many
 * lines it had. One for each connection: not thread-safe.
 */
final class LineWriter {

    private final Map<LineKind, LineTemplate[]> templates = new EnumMap<>(LineKind.class);
    private final Map<LineKind, int[]> slotsOfTemplates = new EnumMap<>(LineKind.class);
    private final LineTemplate.Line line = new LineTemplate.Line();
    private final LineBuffer record = new LineBuffer();
    private final LineBuffer message = new LineBuffer();
    private final LineBuffer out = new LineBuffer();
    private int[] slots = new int[0];
    private int[] lineCounts = new int[0];

    /** Writes lines that carry a word. */
    LineWriter(String run) {
        LineCounts places = new LineCounts(services(run));
        for (LineKind kind : LineKind.values()) {
            List<LineTemplate> hundred = kind.hundred(run);
            templates.put(kind, hundred.toArray(LineTemplate[]::new));
            slotsOfTemplates.put(
                    kind,
                    hundred.stream()
                            .mapToInt(of -> places.slot(of.service(), of.severity()))
                            .toArray());
        }
    }

    /** All services of a run, in a fixed order. */
    static List<String> services(String run) {
        return Arrays.stream(LineKind.values())
                .flatMap(kind -> kind.services(run).stream())
                .toList();
    }

    /** A batch of one kind, its events spread over the second before; valid until the next. */
    LineBuffer write(LineKind kind, Numbers numbers, Instant now) {
        out.clear();
        line.stamp = Stamp.of(now.minusSeconds(1));
        if (slots.length < numbers.count()) {
            slots = new int[numbers.count()];
            lineCounts = new int[numbers.count()];
        }
        LineTemplate[] ofKind = templates.getOrDefault(kind, new LineTemplate[0]);
        int[] slotsOfKind = slotsOfTemplates.getOrDefault(kind, new int[0]);
        for (int i = 0; i < numbers.count(); i++) {
            line.number = numbers.first() + i;
            line.millis = (int) (i * 1000L / numbers.count());
            line.draw.begin(line.number);
            int chosen = line.draw.below(ofKind.length);
            slots[i] = slotsOfKind[chosen];
            lineCounts[i] = ofKind[chosen].lines();
            write(kind, ofKind[chosen]);
        }
        return out;
    }

    /** A record as it has to come out: its lines without what goes before each of them. */
    LineBuffer joined(LineKind kind, Numbers number, Instant now) {
        LineBuffer written = write(kind, number, now);
        return kind.isCounted() ? record : written;
    }

    /** Where each record of the last batch counts. */
    int[] slots() {
        return slots;
    }

    /** How many lines each record of the last batch has. */
    int[] lineCounts() {
        return lineCounts;
    }

    private void write(LineKind kind, LineTemplate template) {
        if (kind.isCounted()) {
            record.clear();
            template.write(record, line);
            writeMessages();
        } else {
            template.write(out, line);
            out.put('\n');
        }
    }

    /** Each line as a message with the head of the first, but without its structured data. */
    private void writeMessages() {
        int data = record.find('[', 0);
        int end = record.find('\n', 0);
        writeCounted(0, 0, end);
        while (end < record.size()) {
            int begin = end + 1;
            end = record.find('\n', begin);
            writeCounted(data, begin, end);
        }
    }

    private void writeCounted(int headEnd, int begin, int end) {
        message.clear();
        message.put(record, 0, headEnd);
        if (headEnd > 0) {
            message.put('-');
            message.put(' ');
        }
        message.put(record, begin, end);
        out.putNumber(message.size());
        out.put(' ');
        out.put(message);
    }
}
