package io.stacklens.parser.batch;

import io.stacklens.parser.line.LogDraft;

/** Parses one line into a draft. Not thread-safe. */
@FunctionalInterface
public interface LineParser {

    void parse(RawLine line, LogDraft draft);
}
