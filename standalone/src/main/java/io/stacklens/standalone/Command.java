package io.stacklens.standalone;

import java.util.List;

/** What one word after {@code ./stacklens} does. */
interface Command {

    /** Returns the exit code. */
    int run(List<String> line) throws Exception;
}
