package io.stacklens.enrichment.reference;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.pipeline.health.HealthComponent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The second level in a server that speaks Redis' protocol. A key that is forgotten leaves an empty
 * value for a few seconds, and values are only put where there is none: so an answer that an
 * instance read before a change cannot come back after it. What changed while the server was away
 * could not be forgotten there, so all is forgotten before it is used again.
 */
final class RedisLevel implements SharedLevel, HealthComponent, AutoCloseable {

    /** Longer than a question to the database may take. */
    private static final Duration TOMBSTONE = Duration.ofSeconds(15);

    private static final byte[] NOTHING = {};
    private static final int SCANNED_AT_ONCE = 1_000;

    /** Deleting all keys takes as long as there are keys. */
    private static final Duration CLEARING = Duration.ofSeconds(30);

    private static final int MOST_PENDING = 20_000;

    private final RedisProperties properties;
    private final LookupGate gate;
    private final Counter dropped;
    private final ClientResources resources;
    private final RedisClient client;

    /** How often something may have been left there that should have been forgotten. */
    private final AtomicLong suspicions = new AtomicLong(1);

    /** Which of these a clearing has settled. */
    private volatile long settled;

    private final AtomicBoolean isRecovering = new AtomicBoolean();

    private @Nullable StatefulRedisConnection<String, byte[]> connection;

    RedisLevel(RedisProperties properties, LookupGate gate, MeterRegistry metrics) {
        this.properties = properties;
        this.gate = gate;
        this.dropped = metrics.counter("stacklens.enrichment.redis.dropped");
        this.resources =
                ClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
        RedisURI uri = RedisURI.create(properties.url());
        uri.setTimeout(properties.timeout());
        this.client = RedisClient.create(resources, uri);
        client.setOptions(
                ClientOptions.builder()
                        .autoReconnect(false) // the gate decides when it is tried again
                        .requestQueueSize(MOST_PENDING)
                        .protocolVersion(ProtocolVersion.RESP2)
                        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .socketOptions(
                                SocketOptions.builder()
                                        .connectTimeout(properties.connectTimeout())
                                        .build())
                        .build());
    }

    @Override
    public String name() {
        return "redis";
    }

    /** Enrichment works without it, so it is never a reason not to be ready. */
    @Override
    public State check() {
        String trouble = gate.trouble();
        return State.up(trouble.isEmpty() ? "second level" : "does without: " + trouble);
    }

    @Override
    public Map<String, byte[]> find(String stage, List<String> keys) {
        if (!isUsable()) {
            return Map.of();
        }
        String[] names = keys.stream().map(key -> name(stage, key)).toArray(String[]::new);
        List<KeyValue<String, byte[]>> values =
                gate.ask(properties.timeout(), () -> await(connected().async().mget(names)))
                        .orElse(List.of());
        if (values.isEmpty()) {
            return Map.of();
        }
        Map<String, byte[]> found = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            byte[] value = values.get(i).getValueOrElse(NOTHING);
            if (value.length > 0) {
                found.put(keys.get(i), value);
            }
        }
        return found;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits; what fails is counted.
    public void remember(String stage, Map<String, byte[]> values) {
        StatefulRedisConnection<String, byte[]> open = openConnection();
        if (open == null || isSuspect() || gate.isClosed()) {
            dropped.increment(values.size());
            return;
        }
        SetArgs whereNone = SetArgs.Builder.nx().px(entryTime());
        values.forEach(
                (key, value) ->
                        open.async()
                                .set(name(stage, key), value, whereNone)
                                .whenComplete(
                                        (_, error) -> dropped.increment(error == null ? 0 : 1)));
    }

    @Override
    public void forget(String stage, List<String> keys) {
        boolean isDone =
                openConnection() != null
                        && gate.ask(properties.timeout(), () -> bury(stage, keys)).orElse(false);
        if (!isDone) {
            forgetAll();
        }
    }

    @Override
    public void forgetAll() {
        suspicions.incrementAndGet();
        recoverSoon();
    }

    @Override
    public synchronized void close() {
        drop();
        client.shutdown(0, 2, TimeUnit.SECONDS);
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    /** Whether it can be asked; if not, sees to it without waiting. */
    private boolean isUsable() {
        if (openConnection() == null && !isSuspect()) {
            suspicions.incrementAndGet(); // it may come back with what it saved long ago
        }
        if (isSuspect()) {
            recoverSoon();
            return false;
        }
        return !gate.isClosed();
    }

    private boolean isSuspect() {
        return suspicions.get() != settled;
    }

    private void recoverSoon() {
        if (gate.isClosed() || !isRecovering.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual()
                .name("redis-recovery")
                .start(
                        () -> {
                            try {
                                gate.ask(properties.connectTimeout().plus(CLEARING), this::clear);
                            } finally {
                                isRecovering.set(false);
                            }
                        });
    }

    /** Deletes all keys, over a new connection if there is none. */
    private boolean clear() throws Exception {
        long before = suspicions.get();
        StatefulRedisConnection<String, byte[]> open = connected();
        ScanArgs ours = ScanArgs.Builder.matches(properties.prefix() + "*").limit(SCANNED_AT_ONCE);
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            KeyScanCursor<String> page = await(open.async().scan(cursor, ours));
            if (!page.getKeys().isEmpty()) {
                await(open.async().unlink(page.getKeys().toArray(String[]::new)));
            }
            cursor = page;
        } while (!cursor.isFinished());
        settled = before;
        return true;
    }

    private boolean bury(String stage, List<String> keys) throws Exception {
        RedisAsyncCommands<String, byte[]> commands = connected().async();
        List<RedisFuture<String>> answers = new ArrayList<>(keys.size());
        for (String key : keys) {
            answers.add(commands.set(name(stage, key), NOTHING, SetArgs.Builder.px(TOMBSTONE)));
        }
        for (RedisFuture<String> answer : answers) {
            await(answer);
        }
        return true;
    }

    private synchronized StatefulRedisConnection<String, byte[]> connected() {
        StatefulRedisConnection<String, byte[]> open = openConnection();
        if (open != null) {
            return open;
        }
        drop();
        StatefulRedisConnection<String, byte[]> made =
                client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
        connection = made;
        return made;
    }

    private synchronized @Nullable StatefulRedisConnection<String, byte[]> openConnection() {
        return connection != null && connection.isOpen() ? connection : null;
    }

    private synchronized void drop() {
        if (connection != null) {
            CompletableFuture<Void> _ = connection.closeAsync();
            connection = null;
        }
    }

    private <T> T await(RedisFuture<T> answer) throws Exception {
        if (!answer.await(properties.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
            answer.cancel(true);
            drop(); // whoever does not answer may never do so on this connection
            throw new TimeoutException("no answer in " + properties.timeout());
        }
        return answer.get();
    }

    private String name(String stage, String key) {
        return properties.prefix() + stage + ":" + key;
    }

    /**
     * Spread by a tenth, so that what different instances and batches loaded does not end together.
     */
    private Duration entryTime() {
        long millis = properties.entryTime().toMillis();
        return Duration.ofMillis(
                millis - ThreadLocalRandom.current().nextLong(Math.max(1, millis / 10)));
    }
}
