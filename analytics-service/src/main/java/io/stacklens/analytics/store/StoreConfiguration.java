package io.stacklens.analytics.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.logstore.LogStoreCompaction;
import io.stacklens.logstore.LogStorePacking;
import io.stacklens.pipeline.deadletter.DeadLetters;
import io.stacklens.pipeline.fate.RecordFates;
import io.stacklens.pipeline.fate.RecordFatesRegistry;
import io.stacklens.pipeline.repeat.Repeating;
import io.stacklens.pipeline.topic.SourcePartitions;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;

import java.time.Clock;
import java.util.Map;

import javax.sql.DataSource;

/** The writer of the log store and the merger of its blocks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreProperties.class)
class StoreConfiguration {

    @Bean
    StoreState storeState() {
        return new StoreState();
    }

    @Bean
    StoreMetrics storeMetrics(MeterRegistry registry) {
        return new StoreMetrics(registry);
    }

    @Bean
    LogStoreConsumer logStoreConsumer(
            StoreProperties properties,
            KafkaProperties kafka,
            KafkaTemplate<byte[], byte[]> template,
            DataSource dataSource,
            SourcePartitions partitions,
            RecordFatesRegistry registry,
            StoreMetrics metrics,
            StoreState state,
            Clock clock) {
        StoredOffsets offsets = new StoredOffsets(LogStoreConsumer.GROUP);
        StoreDeadLetters deadLetters =
                new StoreDeadLetters(template, new DeadLetters(LogStoreConsumer.GROUP, clock));
        RecordFates fates = registry.of("store");
        return new LogStoreConsumer(
                () -> consumer(kafka, properties),
                consumer ->
                        new StoreLoop(
                                consumer,
                                new OwnedPartitions(consumer, dataSource, offsets, partitions),
                                new StoreBuffer(
                                        dataSource,
                                        properties.options(),
                                        offsets,
                                        deadLetters,
                                        fates,
                                        metrics),
                                properties.flushInterval(),
                                state),
                state);
    }

    @Bean
    Repeating blockMerging(
            StoreProperties properties, DataSource dataSource, StoreMetrics metrics) {
        LogStoreCompaction compaction =
                new LogStoreCompaction(dataSource, properties.options(), properties.mergeAfter());
        metrics.damaged(compaction::damagedBlocks);
        return new Repeating(
                "block-merging",
                properties.mergeInterval(),
                () -> metrics.merged(compaction.mergeSmallBlocks()));
    }

    @Bean
    Repeating dayPacking(StoreProperties properties, DataSource dataSource, Clock clock) {
        LogStorePacking packing =
                new LogStorePacking(
                        dataSource, properties.packLevel(), properties.packAfter(), clock);
        return new Repeating("day-packing", properties.packInterval(), packing::packPastDays);
    }

    private static Consumer<byte[], byte[]> consumer(
            KafkaProperties kafka, StoreProperties properties) {
        Map<String, Object> settings = kafka.buildConsumerProperties();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, LogStoreConsumer.GROUP);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "analytics-store");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.maxPollRecords());
        return new KafkaConsumer<>(settings);
    }
}
