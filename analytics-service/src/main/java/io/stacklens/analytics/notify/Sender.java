package io.stacklens.analytics.notify;

import io.stacklens.analytics.notify.targets.Event;
import io.stacklens.analytics.notify.targets.Message;
import io.stacklens.analytics.notify.targets.Outcome;
import io.stacklens.model.json.Json;
import io.stacklens.model.notification.ChannelKind;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Empties the queue: one thread for each channel that has something to send, so that a slow one
 * holds up no other. What fails is tried again after a pause, up to a limit.
 */
final class Sender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Sender.class);

    /** Beyond the limit of an attempt, so that a row is not taken twice while somebody is at it. */
    private static final Duration TO_SPARE = Duration.ofSeconds(5);

    /** What is on its way is waited for, before it is broken off and tried again by another. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final NotificationTable table;
    private final Destinations destinations;
    private final Courier courier;
    private final NotificationProperties settings;
    private final RetryPauses pauses;
    private final NotificationMetrics metrics;
    private final InstantSource clock;
    private final ExecutorService threads;
    private final Set<Long> busy = ConcurrentHashMap.newKeySet();

    Sender(
            NotificationTable table,
            Destinations destinations,
            Courier courier,
            NotificationProperties settings,
            RetryPauses pauses,
            NotificationMetrics metrics,
            InstantSource clock,
            ExecutorService threads) {
        this.table = table;
        this.destinations = destinations;
        this.courier = courier;
        this.settings = settings;
        this.pauses = pauses;
        this.metrics = metrics;
        this.clock = clock;
        this.threads = threads;
    }

    /** Looks for work and has it done; returns before it is. */
    void look() {
        for (Long channel : table.channelsWithWork(clock.instant())) {
            if (busy.add(channel)) {
                threads.execute(() -> empty(channel));
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    private void empty(long channel) {
        try {
            boolean sent = true;
            while (sent && !threads.isShutdown()) {
                sent = sendNext(channel);
            }
            keepAlive(channel);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // the one place of this thread
            log.atWarn()
                    .addKeyValue("channel", channel)
                    .setCause(e)
                    .log("notifications wait, goes on trying");
        } finally {
            busy.remove(channel);
        }
    }

    /** Sends what is due first; false when nothing was. */
    boolean sendNext(long channelId) throws InterruptedException {
        Instant now = clock.instant();
        Optional<Delivery> next =
                table.take(channelId, now, now.plus(settings.attemptLimit()).plus(TO_SPARE));
        if (next.isEmpty()) {
            return false;
        }
        Delivery delivery = next.get();
        Optional<Channel> channel = destinations.channel(channelId);
        Outcome outcome = channel.isEmpty() ? gone() : outcome(channel.get(), delivery);
        note(channel.orElse(null), delivery, outcome, Duration.between(now, clock.instant()));
        return true;
    }

    private Outcome outcome(Channel channel, Delivery delivery) throws InterruptedException {
        return channel.enabled() || delivery.event() == Event.TEST
                ? courier.bring(channel, delivery)
                : new Outcome.Refused("the channel is disabled");
    }

    private void note(
            @Nullable Channel channel, Delivery delivery, Outcome outcome, Duration took) {
        Instant now = clock.instant();
        switch (outcome) {
            case Outcome.Delivered(String remark) -> {
                boolean repeats =
                        channel != null
                                && channel.kind() == ChannelKind.ALERTMANAGER
                                && delivery.event() == Event.FIRED;
                Instant again = repeats ? now.plus(settings.keepAlive()) : null;
                metrics.count(
                        channel, "delivered", table.delivered(delivery, now, took, remark, again));
            }
            case Outcome.TryAgain(String error, Duration after)
                    when delivery.attempt() < settings.maxAttempts()
                            && delivery.event() != Event.TEST -> {
                Instant again = now.plus(pauses.after(delivery.attempt(), after));
                metrics.count(channel, "retried", table.failed(delivery, took, error, again));
            }
            case Outcome.TryAgain(String error, _) -> giveUp(channel, delivery, error, took);
            case Outcome.Refused(String error) -> giveUp(channel, delivery, error, took);
        }
    }

    private void giveUp(@Nullable Channel channel, Delivery delivery, String error, Duration took) {
        int rows = table.failed(delivery, took, error, null);
        metrics.count(channel, "failed", rows);
        if (delivery.event() != Event.TEST) {
            log.atWarn()
                    .addKeyValue("channel", delivery.channelId())
                    .addKeyValue("attempts", delivery.attempt())
                    .addKeyValue("error", error)
                    .log("notification failed");
        }
    }

    /** Tells an Alertmanager again what fires; it takes that for what it knows already. */
    void keepAlive(long channelId) throws InterruptedException {
        Instant now = clock.instant();
        List<String> alerts = table.takeKeepAlives(channelId, now, now.plus(settings.keepAlive()));
        if (alerts.isEmpty()) {
            return;
        }
        Optional<Channel> channel = destinations.channel(channelId).filter(Channel::enabled);
        if (channel.isEmpty()) {
            table.endKeepAlives(channelId);
            return;
        }
        Message message =
                new Message(
                        "keep-alive",
                        Event.FIRED,
                        alerts.stream().map(Json.mapper()::readTree).toList());
        if (!(courier.bring(channel.get(), message) instanceof Outcome.Delivered)) {
            metrics.keepAliveFailed();
        }
    }

    private static Outcome gone() {
        return new Outcome.Refused("the channel was deleted");
    }
}
