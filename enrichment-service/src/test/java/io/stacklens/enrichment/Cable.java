package io.stacklens.enrichment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP connection to a server that a test can pull out and plug in again. */
final class Cable implements AutoCloseable {

    private final int serverPort;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean plugged = true;

    Cable(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    void pull() throws IOException {
        plugged = false;
        for (Socket socket : open) {
            socket.close();
        }
    }

    void plug() {
        plugged = true;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        pull();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                connect(listening.accept());
            } catch (IOException _) {
                // The server is away or the test is over; the client sees a closed connection.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            if (!plugged) {
                throw new IOException("the cable is pulled");
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            open.add(client);
            open.add(server);
            Thread.ofVirtual().start(() -> copy(client, server));
            Thread.ofVirtual().start(() -> copy(server, client));
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException _) {
            // One side hung up; both are closed now.
        }
    }
}
