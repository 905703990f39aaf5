package io.stacklens.analytics.streams;

import io.stacklens.pipeline.deadletter.DeadLetters;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Sends what does not decode to the dead-letter topic, in the same transaction, and goes on. Where
 * two applications of this service read the same topic, one leaves that to the other.
 */
public final class UndecodableToDeadLetters implements DeserializationExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(UndecodableToDeadLetters.class);

    /** Setting: a topic whose dead letters another application of this service makes. */
    static final String LEFT_TO_ANOTHER = "stacklens.dead.letters.left.to.another";

    private DeadLetters deadLetters = new DeadLetters("analytics", Clock.systemUTC());

    private @Nullable Object leftToAnother;

    @Override
    public Response handleError(
            ErrorHandlerContext context,
            ConsumerRecord<byte[], byte[]> record,
            Exception exception) {
        if (record.topic().equals(leftToAnother)) {
            return Response.resume();
        }
        log.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .log("record sent to dead-letter topic");
        Throwable cause = exception.getCause() == null ? exception : exception.getCause();
        return Response.resume(List.of(deadLetters.whole(record, "undecodable", cause)));
    }

    @Override
    public void configure(Map<String, ?> configs) {
        leftToAnother = configs.get(LEFT_TO_ANOTHER);
        Object group = configs.get(StreamsConfig.APPLICATION_ID_CONFIG);
        if (group != null) {
            deadLetters = deadLetters.of(group.toString());
        }
    }
}
