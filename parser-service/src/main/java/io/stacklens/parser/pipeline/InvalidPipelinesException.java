package io.stacklens.parser.pipeline;

/** Pipelines that cannot be used: says where, what stands there and what was expected. */
public final class InvalidPipelinesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final String path;

    InvalidPipelinesException(int line, String path, String problem) {
        super("line %d%s: %s".formatted(line, path.isEmpty() ? "" : ", " + path, problem));
        this.line = line;
        this.path = path;
    }

    InvalidPipelinesException(String problem) {
        super(problem);
        this.line = 0;
        this.path = "";
    }

    /** Line of the text, from 1; 0 when it is none of them. */
    public int line() {
        return line;
    }

    /** Place in the document, such as {@code pipelines[0].steps[2].grok}. */
    public String path() {
        return path;
    }
}
