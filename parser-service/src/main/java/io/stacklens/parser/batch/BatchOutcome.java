package io.stacklens.parser.batch;

/** Is told what became of each raw record of a batch. */
public interface BatchOutcome {

    void parsed(String format);

    /** Attributes of the record parsed last that were cut, and that were left out. */
    default void lost(int cut, int leftOut) {}

    /** The record had no bytes but white space. */
    void empty();

    /** A pipeline says that nobody wants the record. */
    default void dropped() {}

    /** Parsing the record failed because of a bug; the others of its batch are not affected. */
    void failed(int index, byte[] body, RuntimeException error);
}
