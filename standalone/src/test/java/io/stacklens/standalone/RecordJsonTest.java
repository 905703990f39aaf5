package io.stacklens.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.Topics;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawRecord;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

class RecordJsonTest {

    @Test
    void decodesABatchOfRawRecords() {
        RawBatch batch = RawBatch.of(List.of(RawRecord.of("boom", 1_000, "peer")));

        assertThat(RecordJson.of(record(Topics.COLLECTED_LOGS, batch.encode())))
                .startsWith("{\"partition\":2,\"offset\":7,\"key\":\"shop\",\"value\":[{")
                .contains("\"source\":\"peer\"")
                .contains("\"body\":\"boom\"");
    }

    @Test
    void keepsJsonAsItIs() {
        byte[] json = "{\"rule\":\"High Error Rate\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(RecordJson.of(record(Topics.ANALYTICS_ALERTS, json)))
                .endsWith("\"value\":{\"rule\":\"High Error Rate\"}}");
    }

    @Test
    void showsTextThatIsNothingElseAsText() {
        byte[] text = "nicht gültig".getBytes(StandardCharsets.UTF_8);

        assertThat(RecordJson.of(record(Topics.COLLECTED_LOGS, text)))
                .endsWith("\"value\":\"nicht gültig\"}");
    }

    @Test
    void showsOtherBytesInHexadecimal() {
        assertThat(
                        RecordJson.of(
                                record(
                                        Topics.deadLetters(Topics.COLLECTED_LOGS),
                                        new byte[] {0, (byte) 0xff})))
                .endsWith("\"value\":\"00ff\"}");
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, byte[] value) {
        return new ConsumerRecord<>(topic, 2, 7, "shop".getBytes(StandardCharsets.UTF_8), value);
    }
}
