package io.stacklens.dashboard.alerts;

import io.stacklens.model.Topics;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertCommand;
import io.stacklens.model.alert.AlertCommand.Action;
import io.stacklens.model.json.Json;

import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends what people want done with an episode to its owner, the evaluator, and waits a little until
 * the stored episode shows it.
 */
@Component
class AlertCommands {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(40);
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaOperations<byte[], byte[]> kafka;
    private final Alerts alerts;
    private final InstantSource clock;

    AlertCommands(KafkaOperations<byte[], byte[]> kafka, Alerts alerts, InstantSource clock) {
        this.kafka = kafka;
        this.alerts = alerts;
        this.clock = clock;
    }

    /**
     * Does it to all of these.
     *
     * @return the episodes that are so afterwards; the others the evaluator has not done yet
     */
    List<Alert> carryOut(List<Alert> open, Action action, String by) throws InterruptedException {
        Set<String> waiting = new LinkedHashSet<>();
        for (Alert alert : open) {
            send(new AlertCommand(alert.id(), alert.service(), action, by, clock.instant()));
            waiting.add(alert.id());
        }
        List<Alert> done = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!waiting.isEmpty() && System.nanoTime() - deadline < 0) {
            Thread.sleep(BETWEEN_LOOKS);
            for (Alert alert : alerts.find(waiting)) {
                if (isDone(alert, action)) {
                    done.add(alert);
                    waiting.remove(alert.id());
                }
            }
        }
        return done;
    }

    static boolean isDone(Alert alert, Action action) {
        return switch (alert.status()) {
            case RESOLVED -> true;
            case ACKNOWLEDGED -> action == Action.ACKNOWLEDGE;
            case PENDING, FIRING -> false;
        };
    }

    private void send(AlertCommand command) throws InterruptedException {
        byte[] key = command.service().getBytes(StandardCharsets.UTF_8);
        try {
            kafka.send(Topics.ALERT_COMMANDS, key, Json.write(command))
                    .get(SEND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the command could not be sent", e);
        }
    }
}
