package io.stacklens.dashboard.access;

import io.stacklens.model.Topics;
import io.stacklens.model.access.AccessList;
import io.stacklens.model.json.Json;
import io.stacklens.pipeline.repeat.Repeating;
import io.stacklens.pipeline.security.AccessFeed;
import io.stacklens.pipeline.security.AccessState;
import io.stacklens.pipeline.security.SecurityProperties;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Looks every second whether users or keys have changed, and tells the other services by {@code
 * access-list}: at each change, and every few seconds all the same, so that nothing depends on one
 * record. It needs the database but not the broker.
 */
@Component
public class AccessListKeeper implements SmartLifecycle, AccessFeed {

    private static final Logger log = LoggerFactory.getLogger(AccessListKeeper.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);
    private static final Duration CLEAR_EVERY = Duration.ofMinutes(1);
    private static final byte[] KEY = Topics.ACCESS_LIST_KEY.getBytes(StandardCharsets.UTF_8);
    private static final long SEND_SECONDS = 5;

    private final AccessTables tables;
    private final SigningKeys signingKeys;
    private final AccessState state;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final InstantSource clock;
    private final boolean required;
    private final Repeating looking;

    private long toldRevision = -1;
    private Instant toldAt = Instant.EPOCH;
    private Instant clearedAt = Instant.EPOCH;

    AccessListKeeper(
            AccessTables tables,
            SigningKeys signingKeys,
            AccessState state,
            KafkaOperations<byte[], byte[]> kafka,
            InstantSource clock,
            SecurityProperties properties) {
        this.tables = tables;
        this.signingKeys = signingKeys;
        this.state = state;
        this.kafka = kafka;
        this.clock = clock;
        this.required = properties.isRequired();
        this.looking = new Repeating("access-list", LOOK_EVERY, this::look);
    }

    /** Takes over at once here what a request has just changed; the others follow. */
    public void changed() {
        if (required) {
            try {
                state.set(tables.read(tables.revision()));
            } catch (DataAccessException e) {
                log.atWarn().setCause(e).log("a change of users or keys counts a little later");
            }
        }
    }

    private void look() throws Exception {
        signingKeys.renew();
        long revision = tables.revision();
        Instant now = clock.instant();
        if (revision == toldRevision && now.isBefore(toldAt.plus(TELL_EVERY))) {
            return;
        }
        AccessList list = tables.read(revision);
        state.set(list);
        kafka.send(Topics.ACCESS_LIST, KEY, Json.write(list)).get(SEND_SECONDS, TimeUnit.SECONDS);
        toldRevision = revision;
        toldAt = now;
        if (!now.isBefore(clearedAt.plus(CLEAR_EVERY))) {
            tables.clear();
            clearedAt = now;
        }
    }

    @Override
    public void start() {
        if (required) {
            looking.start();
        }
    }

    @Override
    public void stop() {
        if (looking.isRunning()) {
            looking.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return looking.isRunning();
    }
}
