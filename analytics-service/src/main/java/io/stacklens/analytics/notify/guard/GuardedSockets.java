package io.stacklens.analytics.notify.guard;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;

import javax.net.SocketFactory;

/** Sockets that ask the guard before they connect, for libraries that resolve names themselves. */
public final class GuardedSockets extends SocketFactory {

    private final TargetGuard guard;

    public GuardedSockets(TargetGuard guard) {
        this.guard = guard;
    }

    @Override
    public Socket createSocket() {
        return new GuardedSocket(guard);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        return connected(
                new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        return connected(
                new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    @SuppressWarnings(
            "AddressSelection") // the name is resolved here, and the result is what is asked about
    private Socket connected(
            InetSocketAddress target, @org.jspecify.annotations.Nullable InetSocketAddress local)
            throws IOException {
        Socket socket = createSocket();
        try {
            if (local != null) {
                socket.bind(local);
            }
            socket.connect(target);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** A socket that connects to what the guard lets pass. */
    private static final class GuardedSocket extends Socket {

        private final TargetGuard guard;

        GuardedSocket(TargetGuard guard) {
            this.guard = guard;
        }

        @Override
        public void connect(SocketAddress target) throws IOException {
            connect(target, 0);
        }

        @Override
        public void connect(SocketAddress target, int timeoutMillis) throws IOException {
            if (!(target instanceof InetSocketAddress address)) {
                throw new IOException("no address of the internet: " + target);
            }
            if (address.getAddress() == null) {
                throw new UnknownHostException(address.getHostString());
            }
            guard.check(address.getHostString(), address.getAddress());
            super.connect(target, timeoutMillis);
        }
    }
}
