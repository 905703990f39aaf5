package io.stacklens.logstore.query;

import io.stacklens.logstore.query.Condition.Everything;
import io.stacklens.model.LogRecord;

/**
 * A query over log records.
 *
 * <pre>{@code
 * query     = [ or ]
 * or        = and { "OR" and }
 * and       = not { [ "AND" ] not }
 * not       = ( "NOT" | "-" ) not | "(" or ")" | field ":" value | text
 * text      = word | "\"" characters "\""
 * value     = [ ">" | ">=" | "<" | "<=" | "=" ] text | "[" end "TO" end "]" | "(" or ")"
 * end       = text | "*"
 * }</pre>
 *
 * A word ends at white space, a quote or a parenthesis; {@code \} takes the next character as it
 * is. A text without a field is looked for in the body and in the values of attributes, as whole
 * tokens (runs of letters, digits and {@code _}); {@code *} in a word stands for any characters. A
 * field's value is compared whole, the body's for tokens. Case never matters. A field that no log
 * record has is an attribute's key; {@code attributes.} before a key takes it for one in any case.
 */
public final class LogQuery {

    private static final LogQuery ALL = new LogQuery("", new Everything());

    private final String text;
    private final Condition condition;

    private LogQuery(String text, Condition condition) {
        this.text = text;
        this.condition = condition;
    }

    /**
     * Reads a query; an empty one means all records.
     *
     * @throws LogQueryException if the text is no query
     */
    public static LogQuery parse(String text) {
        return new LogQuery(text, new QueryParser(text).parse());
    }

    public static LogQuery all() {
        return ALL;
    }

    public boolean matches(LogRecord record) {
        return RecordMatch.matches(condition, record);
    }

    public Condition condition() {
        return condition;
    }

    @Override
    public String toString() {
        return text;
    }
}
