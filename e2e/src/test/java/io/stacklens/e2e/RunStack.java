package io.stacklens.e2e;

import io.stacklens.standalone.Progress;
import io.stacklens.standalone.Stack;
import io.stacklens.standalone.StackOptions;

import java.nio.file.Path;

/**
 * Starts everything from the IDE, on the usual ports, with its data in {@code target/run-stack}.
 * Ends with the process.
 */
final class RunStack {

    private RunStack() {}

    public static void main(String[] args) {
        Stack stack =
                Stack.prepare(
                        StackOptions.defaults(Path.of("target", "run-stack").toAbsolutePath()),
                        new Progress(System.out));
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
        stack.start();
        System.out.println("ready: http://localhost:8005");
    }
}
