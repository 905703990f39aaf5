package io.stacklens.collector.syslog;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** How many datagrams for a port Linux has dropped since its receive buffer was full. */
final class KernelDrops {

    private static final Logger log = LoggerFactory.getLogger(KernelDrops.class);

    private final String localPort;

    KernelDrops(int port) {
        this.localPort = ":%04X".formatted(port);
    }

    /** 0 where the system does not tell. */
    double count() {
        return count(Path.of("/proc/net/udp")) + count(Path.of("/proc/net/udp6"));
    }

    private double count(Path table) {
        if (!Files.isReadable(table)) {
            return 0;
        }
        try (Stream<String> sockets = Files.lines(table)) {
            return sockets.mapToDouble(this::drops).sum();
        } catch (IOException e) {
            log.atDebug().setCause(e).log("drops not read");
            return 0;
        }
    }

    /** The local address is the second column, the drops are the last. */
    double drops(String socket) {
        String[] columns = socket.strip().split("\\s+", -1);
        return columns.length > 12 && columns[1].toUpperCase(Locale.ROOT).endsWith(localPort)
                ? Double.parseDouble(columns[columns.length - 1])
                : 0;
    }
}
