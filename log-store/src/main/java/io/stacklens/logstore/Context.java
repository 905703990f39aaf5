package io.stacklens.logstore;

import io.stacklens.model.LogRecord;

import java.util.List;

/**
 * The neighbours of a record in its service, oldest first.
 *
 * @param before those that happened before it
 * @param after those that happened after it
 */
public record Context(List<LogRecord> before, List<LogRecord> after) {

    public Context {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
