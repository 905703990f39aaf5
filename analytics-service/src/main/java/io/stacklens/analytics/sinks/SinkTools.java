package io.stacklens.analytics.sinks;

import io.stacklens.pipeline.deadletter.DeadLetters;
import io.stacklens.pipeline.fate.RecordFatesRegistry;

import org.springframework.kafka.core.KafkaOperations;
import org.springframework.transaction.support.TransactionOperations;

/** What every sink works with. */
public record SinkTools(
        TransactionOperations transactions,
        KafkaOperations<byte[], byte[]> kafka,
        DeadLetters deadLetters,
        RecordFatesRegistry fates) {}
