package io.stacklens.collector.http;

import io.stacklens.collector.intake.Collector;
import io.stacklens.pipeline.health.HealthComponent;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The HTTP port: bound, and lines that come in are taken. */
@Component
class HttpComponent implements HealthComponent {

    private final Collector collector;
    private volatile int port;

    HttpComponent(Collector collector) {
        this.collector = collector;
    }

    @EventListener
    void bound(WebServerInitializedEvent event) {
        port = event.getWebServer().getPort();
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public State check() {
        if (port == 0) {
            return State.down("not bound");
        }
        return collector.isOpen()
                ? State.up("port " + port)
                : State.down("port %d refuses lines until the topics are there".formatted(port));
    }
}
