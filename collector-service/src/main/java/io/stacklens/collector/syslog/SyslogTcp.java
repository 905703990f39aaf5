package io.stacklens.collector.syslog;

import io.stacklens.pipeline.health.HealthComponent;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.net.InetSocketAddress;

/** Listens for syslog over TCP. */
@Component
class SyslogTcp implements SmartLifecycle, HealthComponent {

    private final SyslogProperties properties;
    private final StreamListener listener;

    SyslogTcp(SyslogProperties properties, SyslogStreams streams) {
        this.properties = properties;
        this.listener =
                new StreamListener(
                        name(), properties.maxConnections(), socket -> streams.read(socket, "tcp"));
    }

    @Override
    public String name() {
        return "syslog-tcp";
    }

    @Override
    public State check() {
        return isRunning() ? State.up("port " + listener.port()) : State.down("not bound");
    }

    @Override
    public void start() {
        listener.start(new InetSocketAddress(properties.address(), properties.tcpPort()));
    }

    @Override
    public void stop() {
        listener.stop();
    }

    @Override
    public boolean isRunning() {
        return listener.isBound();
    }
}
