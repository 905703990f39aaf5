package io.stacklens.parser;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.model.Topics;
import io.stacklens.parser.grok.GrokFormats;
import io.stacklens.parser.repeat.SeenRequests;
import io.stacklens.pipeline.stage.StageFactory;
import io.stacklens.pipeline.stage.StageSpec;
import io.stacklens.pipeline.stage.TransactionalStage;

import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;

/** Puts the parser together. */
@Configuration(proxyBeanMethods = false)
class ParserConfiguration {

    @Bean
    GrokFormats grokFormats(ParserProperties settings, Clock clock) {
        return new GrokFormats(settings.grok(), clock);
    }

    @Bean
    SeenRequests seenRequests(
            KafkaProperties kafka, ParserProperties settings, MeterRegistry registry) {
        return SeenRequests.inTopic(
                kafka.buildConsumerProperties(),
                kafka.buildAdminProperties(),
                settings.repeats(),
                registry);
    }

    @Bean
    TransactionalStage parserStage(
            StageFactory stages,
            ParserProperties settings,
            GrokFormats grokFormats,
            SeenRequests seenRequests,
            MeterRegistry registry) {
        ConfiguredLineParsers parsers = new ConfiguredLineParsers(settings, grokFormats);
        FormatMetrics metrics = new FormatMetrics(registry);
        StageSpec spec = StageSpec.of("parser", Topics.COLLECTED_LOGS, "parser");
        return stages.stage(
                spec.withThreads(settings.threads()),
                () -> new ParserTransform(parsers.batchParser(), metrics, seenRequests.poll()),
                seenRequests);
    }
}
