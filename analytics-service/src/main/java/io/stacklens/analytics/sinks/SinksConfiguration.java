package io.stacklens.analytics.sinks;

import io.stacklens.pipeline.deadletter.DeadLetters;
import io.stacklens.pipeline.fate.RecordFatesRegistry;
import io.stacklens.pipeline.topic.SourcePartitions;

import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.util.backoff.ExponentialBackOff;

import java.time.Clock;
import java.util.Map;

/** The listeners that write to tables, and what they do when the database is away. */
@Configuration(proxyBeanMethods = false)
class SinksConfiguration {

    @Bean
    SinkTools sinkTools(
            TransactionOperations transactions,
            KafkaTemplate<byte[], byte[]> kafka,
            RecordFatesRegistry fates,
            Clock clock) {
        return new SinkTools(transactions, kafka, new DeadLetters("analytics", clock), fates);
    }

    @Bean
    SourcePartitions sourcePartitions(KafkaProperties kafka) {
        return SourcePartitions.askedOf(() -> Admin.create(kafka.buildAdminProperties()));
    }

    /** Bad data are dealt with by the sinks; what is thrown is tried again, without limit. */
    @Bean
    CommonErrorHandler sinkErrorHandler() {
        ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(10_000);
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        handler.setClassifications(Map.of(), true);
        return handler;
    }

    @Bean
    SinkConsumers sinkConsumers(KafkaListenerEndpointRegistry listeners) {
        return new SinkConsumers(listeners);
    }
}
