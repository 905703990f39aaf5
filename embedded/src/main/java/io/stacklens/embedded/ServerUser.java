package io.stacklens.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The user PostgreSQL runs as. PostgreSQL refuses to run as root, so root starts it in a user
 * namespace of its own, where it is nobody in particular but may still write root's files; where
 * namespaces are not allowed, as the user {@code nobody}.
 */
record ServerUser(List<String> prefix, boolean switched) {

    private static final String NOBODY = "65534";

    static ServerUser choose() {
        if (!isRoot()) {
            return new ServerUser(List.of(), false);
        }
        for (ServerUser user : List.of(namespace(), nobody())) {
            if (user.works()) {
                return user;
            }
        }
        throw new IllegalStateException(
                "PostgreSQL does not run as root, and neither 'unshare --user' nor 'setpriv' can"
                        + " start it as another user here (expected: run as an ordinary user, or"
                        + " allow one of the two)");
    }

    static ServerUser namespace() {
        return new ServerUser(List.of("unshare", "--user", "--"), false);
    }

    static ServerUser nobody() {
        return new ServerUser(
                List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--"),
                true);
    }

    /** Whether the programs for it are installed and the system allows it. */
    boolean works() {
        return succeeds(prefix, "true");
    }

    List<String> command(String... command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(List.of(command));
        return whole;
    }

    /** Whether this user reaches a directory; as a switched user, root's own are out of reach. */
    boolean reaches(Path directory) {
        return !switched || succeeds(prefix, "test", "-x", directory.toString());
    }

    /** Hands a directory and what is in it to this user. */
    void own(Path directory) throws IOException {
        if (switched) {
            run(List.of("chown", "-R", NOBODY + ":" + NOBODY, directory.toString()));
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell which user this is", e);
        }
    }

    private static boolean succeeds(List<String> prefix, String... command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(List.of(command));
        try {
            run(whole);
            return true;
        } catch (IOException e) {
            return false; // not installed, or not allowed
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " failed");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(String.join(" ", command) + " was interrupted", e);
        }
    }
}
