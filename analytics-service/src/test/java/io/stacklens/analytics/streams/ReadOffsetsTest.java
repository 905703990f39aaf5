package io.stacklens.analytics.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadOffsetsTest {

    private final KnownTopics topics = new KnownTopics();
    private final SourceTopics sources = topics.sources();
    private KeyValueStore<Bytes, byte[]> store;
    private ReadOffsets offsets;

    @BeforeEach
    void open() {
        store = StateStores.inMemory("read").withLoggingDisabled().build();
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
        restart();
    }

    @Test
    void whatIsReadForTheFirstTimeIsNewWhereverItBegins() {
        assertThat(isNew("deltas", 1_000)).isTrue();
        assertThat(isNew("deltas", 1_001)).isTrue();
        assertThat(isNew("deltas", 1_007)).as("offsets have gaps").isTrue();
        assertThat(sources.repeated().count()).isZero();
    }

    @Test
    void whatComesAgainIsNotNewAlsoAfterARestart() {
        isNew("deltas", 5);
        restart();

        assertThat(isNew("deltas", 4)).isFalse();
        assertThat(isNew("deltas", 5)).isFalse();
        assertThat(isNew("deltas", 6)).isTrue();
        assertThat(sources.repeated().count()).isEqualTo(2);
    }

    @Test
    void topicsAreKnownApart() {
        isNew("deltas", 5);

        assertThat(isNew("commands", 0)).isTrue();
        assertThat(isNew("deltas", 5)).isFalse();
    }

    @Test
    void aTopicThatWasMadeAnewIsReadFromItsStart() {
        isNew("deltas", 5);
        topics.makeAnew("deltas");

        assertThat(isNew("deltas", 0)).isTrue();
        assertThat(isNew("deltas", 1)).isTrue();
        assertThat(isNew("deltas", 0)).as("of the new topic too").isFalse();
    }

    @Test
    void aTopicThatIsMadeAnewAfterTheBrokerHasSetUsBackIsReadFromItsStart() {
        isNew("deltas", 5);
        isNew("deltas", 2);
        isNew("deltas", 3);
        topics.makeAnew("deltas");

        assertThat(isNew("deltas", 0)).isTrue();
    }

    @Test
    void whatComesInThePlaceOfLostRecordsIsNew() {
        isNew("deltas", 5);
        isNew("deltas", 9);
        topics.endAt("deltas", 7);

        assertThat(isNew("deltas", 6)).as("before the end").isFalse();
        assertThat(isNew("deltas", 7)).isTrue();
        assertThat(isNew("deltas", 8)).isTrue();
        topics.endAt("deltas", 9);
        restart();
        assertThat(isNew("deltas", 8)).isFalse();
        assertThat(isNew("deltas", 9)).isTrue();
    }

    @Test
    void theBrokerIsAskedOnceATopicAndOnceEachTimeThatItSetsUsBack() {
        for (int offset = 0; offset < 100; offset++) {
            isNew("deltas", offset);
        }
        assertThat(topics.asked()).isEqualTo(1);

        for (int offset = 20; offset < 120; offset++) {
            isNew("deltas", offset);
        }
        assertThat(topics.asked()).isEqualTo(2);
        isNew("deltas", 119);
        assertThat(topics.asked()).isEqualTo(3);
    }

    private void restart() {
        offsets = new ReadOffsets(store, sources);
    }

    private boolean isNew(String topic, long offset) {
        return offsets.isNew(new Read(topic, offset));
    }

    private record Read(String topic, long offset) implements RecordMetadata {
        @Override
        public int partition() {
            return 0;
        }
    }
}
