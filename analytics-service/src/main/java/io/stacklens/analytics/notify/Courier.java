package io.stacklens.analytics.notify;

import io.stacklens.analytics.notify.guard.RefusedTargetException;
import io.stacklens.analytics.notify.targets.ChannelSettings;
import io.stacklens.analytics.notify.targets.Event;
import io.stacklens.analytics.notify.targets.Message;
import io.stacklens.analytics.notify.targets.Outcome;
import io.stacklens.analytics.notify.targets.Targets;
import io.stacklens.model.json.Json;
import io.stacklens.pipeline.secret.SecretsUnusableException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes one attempt to tell a channel, and says what became of it, whatever happens. */
final class Courier {

    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    private final Destinations destinations;
    private final Targets targets;
    private final Duration limit;

    /**
     * A courier.
     *
     * @param limit after this an attempt has failed, whatever it waits for
     */
    Courier(Destinations destinations, Targets targets, Duration limit) {
        this.destinations = destinations;
        this.targets = targets;
        this.limit = limit;
    }

    Outcome bring(Channel channel, Delivery delivery) throws InterruptedException {
        List<JsonNode> documents =
                delivery.event() == Event.TEST
                        ? List.of(TestAlert.document(delivery))
                        : delivery.alerts().stream().map(Json.mapper()::readTree).toList();
        return bring(channel, new Message(delivery.key().toString(), delivery.event(), documents));
    }

    Outcome bring(Channel channel, Message message) throws InterruptedException {
        FutureTask<Outcome> attempt = new FutureTask<>(() -> attempt(channel, message));
        Thread.ofVirtual().name("notification to ", channel.id()).start(attempt);
        try {
            return attempt.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return new Outcome.TryAgain("not done within " + limit, null);
        } catch (ExecutionException e) {
            return failed(Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            // Ends what is still waiting for its target.
            attempt.cancel(true);
        }
    }

    private Outcome attempt(Channel channel, Message message) throws IOException {
        ChannelSettings settings = destinations.settings(channel);
        return targets.of(channel.kind()).send(settings, message);
    }

    private static Outcome failed(Throwable cause) {
        return switch (cause) {
            case UnknownHostException unknown ->
                    new Outcome.TryAgain("host not found: " + unknown.getMessage(), null);
            case IOException e -> new Outcome.TryAgain(said(e), null);
            case org.springframework.dao.DataAccessException _ ->
                    new Outcome.TryAgain("the database does not answer", null);
            case RefusedTargetException e -> new Outcome.Refused(said(e));
            case SecretsUnusableException e -> new Outcome.Refused(said(e));
            case IllegalArgumentException e -> new Outcome.Refused(said(e));
            default -> {
                log.atError().setCause(cause).log("a message could not be made");
                yield new Outcome.Refused("the message could not be made: " + said(cause));
            }
        };
    }

    private static String said(Throwable e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
