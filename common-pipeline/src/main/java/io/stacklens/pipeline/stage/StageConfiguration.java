package io.stacklens.pipeline.stage;

import io.stacklens.pipeline.fate.RecordFatesRegistry;
import io.stacklens.pipeline.identity.ServiceIdentity;
import io.stacklens.pipeline.topic.SourcePartitions;

import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;

import java.time.Clock;

/** What services make their transactional stages with. */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
public class StageConfiguration {

    @Bean
    @SuppressWarnings("unchecked") // the shared defaults set byte array deserializers
    StageFactory stageFactory(
            ServiceIdentity identity,
            RecordFatesRegistry fates,
            ConsumerFactory<?, ?> consumers,
            KafkaProperties kafka,
            Clock clock) {
        return new StageFactory(
                identity,
                fates,
                (ConsumerFactory<byte[], byte[]>) consumers,
                kafka.buildProducerProperties(),
                new StagePositionsTopic(
                        SourcePartitions.askedOf(() -> Admin.create(kafka.buildAdminProperties())),
                        kafka.buildConsumerProperties()),
                clock);
    }
}
