package io.stacklens.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Starts the stack as a process of its own and shows what it says until it is ready. */
record Detached(PrintStream out) {

    int run(List<String> line, StackOptions options) throws IOException, InterruptedException {
        Path dataDir = options.dataDir();
        if (RunState.running(dataDir).isPresent()) {
            out.println(Up.alreadyRunning(dataDir));
            return 1;
        }
        Path said = Files.createDirectories(dataDir.resolve("logs")).resolve("up.log");
        Files.deleteIfExists(said);
        // At the first start it has the password of the first user.
        Files.createFile(
                said,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Process process =
                new ProcessBuilder(command(line))
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(said.toFile())
                        .start();
        try (RandomAccessFile output = new RandomAccessFile(said.toFile(), "r")) {
            while (true) {
                boolean ready =
                        RunState.running(dataDir)
                                .filter(state -> state.ready() && state.pid() == process.pid())
                                .isPresent();
                boolean ended = !process.isAlive();
                show(output);
                if (ready) {
                    out.println("It runs in the background as process " + process.pid() + ".");
                    return 0;
                }
                if (ended) {
                    return process.exitValue() == 0 ? 1 : process.exitValue();
                }
                Thread.sleep(100);
            }
        }
    }

    /** This very JVM again, in a session of its own so that it outlives the terminal. */
    private static List<String> command(List<String> line) {
        List<String> command = new ArrayList<>();
        command.add("setsid");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "up"));
        line.stream().filter(word -> !word.equals("--detach")).forEach(command::add);
        return command;
    }

    private void show(RandomAccessFile output) throws IOException {
        byte[] more = new byte[(int) (output.length() - output.getFilePointer())];
        output.readFully(more);
        String text = new String(more, StandardCharsets.UTF_8);
        out.print(text.replace("Ctrl-C stops it.", "./stacklens down stops it."));
        out.flush();
    }
}
