package io.stacklens.pipeline.health;

import io.stacklens.model.TopicSpec;
import io.stacklens.model.Topics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Waits, however long it takes, until every topic and the newest schema are there, then starts what
 * needs them. A service itself starts at once and says in its readiness what it waits for.
 */
public final class PlatformGate implements SmartLifecycle, HealthComponent {

    private static final Logger log = LoggerFactory.getLogger(PlatformGate.class);
    private static final long RETRY_MILLIS = 500;
    private static final long ANSWER_SECONDS = 5;

    private final Map<String, Object> adminSettings;
    private final List<SchemaCheck> schemas;
    private final Supplier<List<? extends SmartLifecycle>> waiting;
    private final BooleanSupplier isStoodIn;

    private volatile State state = State.down("not looked yet");
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    /**
     * @param waiting asked for once the gate opens, so that it is complete by then
     * @param isStoodIn whether the service works all the same
     */
    PlatformGate(
            Map<String, Object> adminSettings,
            List<SchemaCheck> schemas,
            Supplier<List<? extends SmartLifecycle>> waiting,
            BooleanSupplier isStoodIn) {
        this.adminSettings = adminSettings;
        this.schemas = schemas;
        this.waiting = waiting;
        this.isStoodIn = isStoodIn;
    }

    /** Whether topics and schema are there and everything that waited has been started. */
    public boolean isOpen() {
        return state.up();
    }

    @Override
    public String name() {
        return "platform";
    }

    @Override
    public State check() {
        State now = state;
        return !now.up() && isStoodIn.getAsBoolean() ? State.up(now.detail()) : now;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("platform-gate").start(this::open);
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void open() {
        try {
            await(this::missingTopics);
            for (SchemaCheck schema : schemas) {
                await(schema::missing);
            }
            state = State.down("starting");
            waiting.get().forEach(SmartLifecycle::start);
            state = State.up("all there");
        } catch (InterruptedException _) {
            log.atDebug().log("stopped while waiting for topics and schema");
        }
    }

    private void await(Missing what) throws InterruptedException {
        while (true) {
            String missing = what.missing();
            if (missing.isEmpty()) {
                return;
            }
            if (!missing.equals(state.detail())) {
                log.atInfo().addKeyValue("missing", missing).log("waiting");
            }
            state = State.down(missing);
            Thread.sleep(RETRY_MILLIS);
        }
    }

    private String missingTopics() throws InterruptedException {
        // A client anew each time, since making one fails while the broker's name is unknown.
        try (Admin admin = Admin.create(adminSettings)) {
            Set<String> there = admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            Set<String> missing =
                    Topics.all().stream()
                            .map(TopicSpec::name)
                            .filter(name -> !there.contains(name))
                            .collect(Collectors.toCollection(TreeSet::new));
            return missing.isEmpty() ? "" : "no topic " + String.join(", ", missing);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            log.atDebug().setCause(e).log("topics not listed");
            return "no answer from Kafka";
        }
    }

    private interface Missing {
        /** What is missing, as a sentence; empty when nothing is. */
        String missing() throws InterruptedException;
    }
}
