package io.stacklens.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on the loopback address, tried by binding before anything is started on them. */
public final class Ports {

    private Ports() {}

    /** Returns the port itself, or a free one for 0; throws if something listens there already. */
    public static int requireFree(int port, String usedFor) {
        // Without SO_REUSEADDR a port with closed connections in TIME_WAIT would count as taken.
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new PortTakenException(port, usedFor, e);
        }
    }

    /** As {@link #requireFree}, for a port that is used with TCP and with UDP. */
    public static int requireFreeForBoth(int port, String usedFor) {
        int free = requireFree(port, usedFor);
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), free));
            return free;
        } catch (IOException e) {
            throw new PortTakenException(free, usedFor + ", UDP", e);
        }
    }

    /** A port that something else listens on. */
    public static final class PortTakenException extends UncheckedIOException {
        private static final long serialVersionUID = 1;

        PortTakenException(int port, String usedFor, IOException cause) {
            super(
                    "port %d (%s) is taken by another program (expected: free)"
                            .formatted(port, usedFor),
                    cause);
        }
    }
}
