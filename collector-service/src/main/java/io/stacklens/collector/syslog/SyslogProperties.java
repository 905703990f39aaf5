package io.stacklens.collector.syslog;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.web.server.Ssl;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * The syslog receivers.
 *
 * @param address the address to listen on
 * @param udpPort the port for datagrams; 0 takes a free one
 * @param tcpPort the port for streams; 0 takes a free one
 * @param maxMessage longest message over TCP; a longer one is cut and marked {@code truncated}
 * @param maxConnections how many streams may be open; further ones are closed at once
 * @param udpReceiveBuffer what the system is asked to hold of datagrams that wait to be read
 * @param tls syslog over TLS (RFC 5425)
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.collector.syslog", ignoreUnknownFields = false)
public record SyslogProperties(
        @DefaultValue("127.0.0.1") String address,
        @Min(0) @Max(65535) @DefaultValue("5514") int udpPort,
        @Min(0) @Max(65535) @DefaultValue("5514") int tcpPort,
        @DefaultValue("256KB") DataSize maxMessage,
        @Positive @DefaultValue("1000") int maxConnections,
        @DefaultValue("8MB") DataSize udpReceiveBuffer,
        @DefaultValue @Valid Tls tls) {

    /**
     * Syslog over TLS.
     *
     * @param bundle name of the SSL bundle ({@code spring.ssl.bundle…}) with certificate and key;
     *     without one there is no TLS
     * @param port the port; 0 takes a free one
     * @param clientAuth whether a sender has to show a certificate that the bundle trusts
     * @param handshakeTimeout how long a sender may be silent before it is secured
     */
    public record Tls(
            @Nullable String bundle,
            @Min(0) @Max(65535) @DefaultValue("6514") int port,
            @DefaultValue("none") Ssl.ClientAuth clientAuth,
            @DefaultValue("10s") Duration handshakeTimeout) {}
}
