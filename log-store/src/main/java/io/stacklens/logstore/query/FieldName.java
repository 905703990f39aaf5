package io.stacklens.logstore.query;

/** The name before a colon. */
record FieldName(String text, boolean quoted) {}
