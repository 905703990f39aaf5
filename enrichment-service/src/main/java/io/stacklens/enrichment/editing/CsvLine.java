package io.stacklens.enrichment.editing;

import java.util.ArrayList;
import java.util.List;

/** Cuts a line of CSV (RFC 4180) into its values. */
final class CsvLine {

    private CsvLine() {}

    static List<String> split(String line) throws UnfitValueException {
        List<String> values = new ArrayList<>();
        int position = 0;
        while (true) {
            StringBuilder value = new StringBuilder();
            boolean isQuoted = position < line.length() && line.charAt(position) == '"';
            position = isQuoted ? quoted(line, position + 1, value) : plain(line, position, value);
            values.add(value.toString());
            if (position >= line.length()) {
                return values;
            }
            if (line.charAt(position) != ',') {
                throw new UnfitValueException(null, null, "a comma after a closing quote");
            }
            position++;
        }
    }

    private static int plain(String line, int start, StringBuilder value) {
        int comma = line.indexOf(',', start);
        int end = comma < 0 ? line.length() : comma;
        value.append(line, start, end);
        return end;
    }

    /** Where the closing quote ends. */
    private static int quoted(String line, int start, StringBuilder value)
            throws UnfitValueException {
        for (int position = start; position < line.length(); position++) {
            char c = line.charAt(position);
            if (c != '"') {
                value.append(c);
            } else if (position + 1 < line.length() && line.charAt(position + 1) == '"') {
                value.append('"');
                position++;
            } else {
                return position + 1;
            }
        }
        throw new UnfitValueException(null, null, "a closing quote");
    }
}
