package io.stacklens.standalone;

import io.stacklens.embedded.EmbeddedBroker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The process of one service or of the broker, as {@code up --separate} starts it. Its settings,
 * passwords among them, come through standard input, which then stays open: when it ends the
 * launcher is gone, and the process stops too.
 */
public final class Child {

    static final String BROKER = "broker";

    private static final Logger log = LoggerFactory.getLogger(Child.class);
    private static final long STOP_MILLIS = 15_000;

    private Child() {}

    /** Takes what to run ({@code broker} or a service) and the data directory. */
    public static void main(String[] args) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        DataInputStream fromLauncher = new DataInputStream(System.in);
        try {
            List<String> settings = ChildSettings.read(fromLauncher);
            Thread.ofPlatform().daemon().name("launcher").start(() -> awaitEnd(fromLauncher));
            run(args[0], Path.of(args[1]), settings);
        } catch (IOException | RuntimeException e) {
            log.atError().addKeyValue("part", args[0]).setCause(e).log("does not start");
            System.exit(1);
        }
    }

    private static void run(String what, Path dataDir, List<String> settings) {
        if (what.equals(BROKER)) {
            int port = Integer.parseInt(settings.getFirst());
            EmbeddedBroker broker = EmbeddedBroker.start(dataDir.resolve("kafka"), port);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
        } else {
            Service.valueOf(what.toUpperCase(Locale.ROOT))
                    .application()
                    .run(settings.toArray(String[]::new));
        }
    }

    private static void awaitEnd(InputStream fromLauncher) {
        try {
            while (fromLauncher.read() >= 0) {
                // nothing is said after the settings
            }
        } catch (IOException e) {
            log.atDebug().setCause(e).log("standard input failed");
        }
        log.atWarn().log("the launcher is gone, stopping");
        Thread.ofPlatform().daemon().name("halt").start(Child::haltLater);
        System.exit(1);
    }

    private static void haltLater() {
        try {
            Thread.sleep(STOP_MILLIS);
        } catch (InterruptedException _) {
            log.atDebug().log("stopped at once");
        }
        Runtime.getRuntime().halt(1);
    }
}
