package io.stacklens.e2e.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One TCP connection to the syslog port. Syslog answers nothing: what was sent may still be lost.
 */
public final class SyslogClient implements AutoCloseable {

    private static final int CLOSE_TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final OutputStream out;

    public SyslogClient(InetSocketAddress address) throws IOException {
        socket = new Socket(address.getHostString(), address.getPort());
        out = socket.getOutputStream();
    }

    /** Sends the first bytes of an array; the caller has framed them. */
    public void send(byte[] frames, int length) throws IOException {
        out.write(frames, 0, length);
    }

    /** Sends a message that ends with a newline, or, for one that contains newlines, its length. */
    public void sendFrame(String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        if (message.indexOf('\n') >= 0) {
            out.write((bytes.length + " ").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
        } else {
            out.write(bytes);
            out.write('\n');
        }
    }

    /** Sends one datagram. */
    public static void sendDatagram(InetSocketAddress address, String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket datagrams = new DatagramSocket()) {
            datagrams.send(
                    new DatagramPacket(
                            bytes,
                            bytes.length,
                            new InetSocketAddress(address.getHostString(), address.getPort())));
        }
    }

    /** Waits until the other side has read everything and closed too. */
    @Override
    public void close() throws IOException {
        try (socket) {
            socket.shutdownOutput();
            socket.setSoTimeout(CLOSE_TIMEOUT_MILLIS);
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }
}
