package io.stacklens.logstore.query;

/** The operators that may stand before a field's value. */
enum Comparison {
    EQUAL,
    ABOVE,
    AT_LEAST,
    BELOW,
    AT_MOST
}
