package io.stacklens.collector.syslog;

import static java.util.Objects.requireNonNull;

import io.stacklens.pipeline.health.HealthComponent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Listens for syslog over TLS (RFC 5425). The certificates are those of an SSL bundle; when its
 * files change, streams that begin later get the new ones.
 */
@Component
@ConditionalOnProperty(SyslogTls.BUNDLE)
class SyslogTls implements SmartLifecycle, HealthComponent {

    static final String BUNDLE = "stacklens.collector.syslog.tls.bundle";

    private static final Logger log = LoggerFactory.getLogger(SyslogTls.class);

    private final SyslogProperties properties;
    private final SyslogStreams streams;
    private final StreamListener listener;
    private volatile SSLSocketFactory sockets;

    SyslogTls(SyslogProperties properties, SyslogStreams streams, SslBundles bundles) {
        this.properties = properties;
        this.streams = streams;
        this.listener = new StreamListener(name(), properties.maxConnections(), this::read);
        String bundle = requireNonNull(properties.tls().bundle(), BUNDLE);
        this.sockets = factory(bundles.getBundle(bundle));
        bundles.addBundleUpdateHandler(bundle, renewed -> sockets = factory(renewed));
    }

    @Override
    public String name() {
        return "syslog-tls";
    }

    @Override
    public State check() {
        return isRunning() ? State.up("port " + listener.port()) : State.down("not bound");
    }

    @Override
    public void start() {
        listener.start(new InetSocketAddress(properties.address(), properties.tls().port()));
    }

    @Override
    public void stop() {
        listener.stop();
    }

    @Override
    public boolean isRunning() {
        return listener.isBound();
    }

    private void read(Socket socket) {
        SSLSocket secured;
        try {
            secured = secured(socket);
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("peer", socket.getInetAddress().getHostAddress())
                    .addKeyValue("reason", e.getMessage())
                    .log("syslog stream refused: no TLS");
            close(socket);
            return;
        }
        streams.read(secured, "tls");
    }

    /** A peer that does not finish the handshake in time holds no thread any longer. */
    private SSLSocket secured(Socket socket) throws IOException {
        socket.setSoTimeout(Math.toIntExact(properties.tls().handshakeTimeout().toMillis()));
        SSLSocket secured =
                (SSLSocket)
                        sockets.createSocket(
                                socket,
                                socket.getInetAddress().getHostAddress(),
                                socket.getPort(),
                                true);
        secured.setUseClientMode(false);
        SSLParameters parameters = secured.getSSLParameters();
        switch (properties.tls().clientAuth()) {
            case NONE -> {}
            case WANT -> parameters.setWantClientAuth(true);
            case NEED -> parameters.setNeedClientAuth(true);
        }
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static SSLSocketFactory factory(SslBundle bundle) {
        return bundle.createSslContext().getSocketFactory();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            log.atDebug().setCause(e).log("socket not closed");
        }
    }
}
