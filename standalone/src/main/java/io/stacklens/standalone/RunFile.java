package io.stacklens.standalone;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the {@link RunState} of this process anew whenever something of it has changed. */
final class RunFile {

    private static final Logger log = LoggerFactory.getLogger(RunFile.class);

    private final Platform platform;
    private final Path dataDir;
    private boolean ready;

    RunFile(Platform platform, Path dataDir) {
        this.platform = platform;
        this.dataDir = dataDir;
    }

    synchronized void ready() {
        ready = true;
        write();
    }

    synchronized void write() {
        try {
            RunState.ofThisProcess(platform, ready).write(dataDir);
        } catch (IOException e) { // the stack itself is not touched by it
            log.atError().setCause(e).log("cannot write the state of the stack");
        }
    }
}
