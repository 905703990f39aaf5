package io.stacklens.collector.syslog;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The syslog receivers.
 *
 * @param address the address to listen on
 * @param udpPort the port for datagrams; 0 takes a free one
 * @param tcpPort the port for streams; 0 takes a free one
 * @param maxMessage longest message over TCP; a longer one is cut and marked {@code truncated}
 * @param maxConnections how many streams may be open; further ones are closed at once
 * @param udpReceiveBuffer what the system is asked to hold of datagrams that wait to be read
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.collector.syslog", ignoreUnknownFields = false)
public record SyslogProperties(
        @DefaultValue("127.0.0.1") String address,
        @Min(0) @Max(65535) @DefaultValue("5514") int udpPort,
        @Min(0) @Max(65535) @DefaultValue("5514") int tcpPort,
        @DefaultValue("256KB") DataSize maxMessage,
        @Positive @DefaultValue("1000") int maxConnections,
        @DefaultValue("8MB") DataSize udpReceiveBuffer) {}
