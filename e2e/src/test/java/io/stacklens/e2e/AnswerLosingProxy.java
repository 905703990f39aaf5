package io.stacklens.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a client and a server on this machine: passes requests on, waits for the answer,
 * keeps it, and cuts the connection instead of passing it back.
 */
final class AnswerLosingProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final List<String> lostAnswers = new CopyOnWriteArrayList<>();

    AnswerLosingProxy(URI target) throws IOException {
        this.target = target.getPort();
        server = new ServerSocket(0);
        Thread.ofVirtual().start(this::acceptAll);
    }

    URI address() {
        return URI.create("http://localhost:" + server.getLocalPort());
    }

    /** The beginnings of the answers that clients did not get. */
    List<String> lostAnswers() {
        return lostAnswers;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> pass(client));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void pass(Socket client) {
        try (client;
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Thread.ofVirtual().start(() -> copy(client, upstream));
            InputStream answers = upstream.getInputStream();
            byte[] answer = new byte[4096];
            int length = answers.read(answer);
            if (length > 0) {
                lostAnswers.add(new String(answer, 0, length, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            lostAnswers.add("no answer: " + e);
        }
    }

    private static void copy(Socket client, Socket upstream) {
        try {
            client.getInputStream().transferTo(upstream.getOutputStream());
        } catch (IOException _) {
            // Cut, as it should be.
        }
    }
}
