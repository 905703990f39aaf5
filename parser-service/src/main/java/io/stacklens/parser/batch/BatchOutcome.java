package io.stacklens.parser.batch;

/** Is told what became of each raw record of a batch. */
public interface BatchOutcome {

    void parsed(String format);

    /** The record had no bytes but white space. */
    void empty();

    /** Parsing the record failed because of a bug; the others of its batch are not affected. */
    void failed(int index, byte[] body, RuntimeException error);
}
