package io.stacklens.parser.client;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/** A port that syslog clients send to. */
final class UdpPort implements AutoCloseable {

    private static final int LONGEST_WAIT_MILLIS = 60_000;

    private final DatagramSocket socket;

    UdpPort() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(LONGEST_WAIT_MILLIS);
    }

    int number() {
        return socket.getLocalPort();
    }

    /** The next datagram. */
    String receive() throws IOException {
        byte[] bytes = new byte[65_536];
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        socket.receive(packet);
        return new String(bytes, 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        socket.close();
    }
}
