package io.stacklens.dashboard.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.Topics;
import io.stacklens.model.json.Json;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Sends dead letters back, each at most once for ever: the record and the note that it was sent are
 * one Kafka transaction. All instances use one transactional id, so whoever begins has ended what
 * another left open, and reads all notes there are before it sends.
 */
@Component
class Replayer {

    private static final Logger log = LoggerFactory.getLogger(Replayer.class);
    private static final String TRANSACTIONS = "stacklens-dead-letter-replays";
    private static final int LETTERS_A_TRANSACTION = 20;
    private static final int TRIES = 3;

    private final DeadLetters letters;
    private final ReplayLog replays;
    private final ReplayMetrics metrics;
    private final InstantSource clock;
    private final Map<String, Object> settings;

    Replayer(
            DeadLetters letters,
            ReplayLog replays,
            ReplayMetrics metrics,
            InstantSource clock,
            KafkaProperties kafka) {
        this.letters = letters;
        this.replays = replays;
        this.metrics = metrics;
        this.clock = clock;
        settings = new HashMap<>(kafka.buildProducerProperties());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "dashboard-replay");
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONS);
        // While one is open, those who read the topic wait; a killed instance leaves it so.
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 8_000);
    }

    /**
     * Replays them in this order.
     *
     * @param edits by id, what to send instead
     */
    synchronized List<ReplayOutcome> replay(
            List<String> ids, Map<String, Edit> edits, @Nullable String by) {
        Request request = new Request(edits, by, UUID.randomUUID().toString());
        Map<String, ReplayOutcome> outcomes = new LinkedHashMap<>();
        for (int tries = 1; ; tries++) {
            try {
                replay(ids.stream().distinct().toList(), request, outcomes);
                return List.copyOf(outcomes.values());
            } catch (KafkaException e) {
                // Another instance may have fenced this one, or an answer was lost: the notes tell.
                if (tries == TRIES || (tries > 1 && e instanceof TimeoutException)) {
                    throw e;
                }
                log.atWarn().addKeyValue("error", e.getMessage()).log("replay is tried again");
            }
        }
    }

    private void replay(List<String> ids, Request request, Map<String, ReplayOutcome> outcomes) {
        try (Producer<byte[], byte[]> producer = producer();
                Consumer<byte[], byte[]> reader = letters.open()) {
            producer.initTransactions();
            replays.refresh();
            List<String> open = ids.stream().filter(id -> !outcomes.containsKey(id)).toList();
            for (int i = 0; i < open.size(); i += LETTERS_A_TRANSACTION) {
                int end = Math.min(open.size(), i + LETTERS_A_TRANSACTION);
                Transaction transaction = new Transaction(request);
                open.subList(i, end).forEach(id -> transaction.add(id, reader));
                transaction.commit(producer);
                outcomes.putAll(transaction.outcomes);
                transaction.stages.forEach(metrics::replayed);
            }
            replays.refresh();
        }
    }

    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public void close() {
                close(Duration.ZERO); // what is not committed is to be aborted
            }
        };
    }

    /**
     * What somebody asked for.
     *
     * @param name no other request has it
     */
    private record Request(Map<String, Edit> edits, @Nullable String by, String name) {}

    /** Some letters that are sent together. */
    private final class Transaction {

        private final Request request;
        private final Map<String, Replay> fresh = new HashMap<>();
        private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        private final Map<String, ReplayOutcome> outcomes = new LinkedHashMap<>();

        /** Of each letter that is sent, or was by a try whose answer was lost. */
        private final List<String> stages = new ArrayList<>();

        Transaction(Request request) {
            this.request = request;
        }

        void add(String id, Consumer<byte[], byte[]> reader) {
            Optional<ConsumerRecord<byte[], byte[]>> record =
                    LetterId.parse(id).flatMap(place -> letters.find(reader, place));
            outcomes.put(id, record.map(this::outcome).orElseGet(() -> ReplayOutcome.notFound(id)));
        }

        private ReplayOutcome outcome(ConsumerRecord<byte[], byte[]> record) {
            DeadLetter letter = DeadLetterForm.read(record);
            String key = letter.replayKey();
            Replay before = fresh.getOrDefault(key, replays.find(key));
            if (before != null) {
                return before.request().equals(request.name())
                                && before.letter().equals(letter.id())
                        ? replayed(letter, before)
                        : ReplayOutcome.alreadyReplayed(letter, before);
            }
            Edit edit = request.edits().getOrDefault(letter.id(), Edit.NONE);
            try {
                records.add(ReplayRecord.of(record, letter, edit));
            } catch (ReplayRefusedException e) {
                return ReplayOutcome.refused(letter, String.valueOf(e.getMessage()));
            }
            Replay replay =
                    new Replay(
                            letter.id(),
                            clock.instant(),
                            request.by(),
                            !edit.isNone(),
                            request.name());
            fresh.put(key, replay);
            return replayed(letter, replay);
        }

        private ReplayOutcome replayed(DeadLetter letter, Replay replay) {
            stages.add(letter.stage());
            return ReplayOutcome.replayed(letter, replay);
        }

        @SuppressWarnings("FutureReturnValueIgnored") // a failed send fails the commit
        void commit(Producer<byte[], byte[]> producer) {
            if (records.isEmpty()) {
                return;
            }
            producer.beginTransaction();
            records.forEach(producer::send);
            fresh.forEach(
                    (key, replay) ->
                            producer.send(
                                    new ProducerRecord<>(
                                            Topics.DEAD_LETTER_REPLAYS,
                                            0,
                                            key.getBytes(UTF_8),
                                            Json.write(replay))));
            producer.commitTransaction();
            replays.committed(fresh);
            log.atInfo().addKeyValue("letters", records.size()).log("dead letters replayed");
        }
    }
}
