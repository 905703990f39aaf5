package io.stacklens.parser;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.model.Topics;
import io.stacklens.parser.batch.BatchParser;
import io.stacklens.parser.grok.GrokCompiler;
import io.stacklens.parser.grok.GrokFormats;
import io.stacklens.parser.pipeline.PipelinesFile;
import io.stacklens.parser.pipeline.PipelinesReader;
import io.stacklens.parser.pipeline.PipelinesWatch;
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
    GrokCompiler grokCompiler(ParserProperties settings, Clock clock, MeterRegistry registry) {
        return new GrokCompiler(
                settings.grok(),
                clock,
                pattern ->
                        Counter.builder("stacklens.parser.grok.over_budget")
                                .description("lines whose match with a Grok pattern was stopped")
                                .tag("pattern", pattern)
                                .register(registry)
                                .increment());
    }

    @Bean
    GrokFormats grokFormats(ParserProperties settings, GrokCompiler compiler) {
        return new GrokFormats(settings.grok(), compiler);
    }

    @Bean
    PipelinesFile pipelinesFile(
            ParserProperties settings, GrokCompiler compiler, Clock clock, MeterRegistry registry) {
        PipelinesFile file =
                new PipelinesFile(
                        settings.pipelines().file(), new PipelinesReader(compiler), clock);
        file.load();
        Gauge.builder("stacklens.parser.pipelines", file, it -> it.state().names().size())
                .description("pipelines in force")
                .register(registry);
        FunctionCounter.builder("stacklens.parser.pipelines.read", file, it -> it.state().loads())
                .description("times the file of the pipelines was read, by outcome")
                .tag("outcome", "taken")
                .register(registry);
        FunctionCounter.builder(
                        "stacklens.parser.pipelines.read", file, it -> it.state().refusals())
                .tag("outcome", "refused")
                .register(registry);
        return file;
    }

    @Bean
    PipelinesWatch pipelinesWatch(PipelinesFile file, ParserProperties settings) {
        return new PipelinesWatch(file, settings.pipelines().poll());
    }

    @Bean
    PipelinesHealth pipelinesHealth(PipelinesFile file) {
        return new PipelinesHealth(file);
    }

    @Bean
    DryRun dryRun(ParserProperties settings, PipelinesFile file) {
        return new DryRun(settings, file);
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
    @SuppressWarnings("ThreadLocalUsage") // lives as long as the threads of the stage
    TransactionalStage parserStage(
            StageFactory stages,
            ParserProperties settings,
            GrokFormats grokFormats,
            PipelinesFile pipelines,
            SeenRequests seenRequests,
            MeterRegistry registry) {
        ConfiguredLineParsers parsers = new ConfiguredLineParsers(settings, grokFormats);
        ThreadLocal<BatchParser> parser =
                ThreadLocal.withInitial(() -> parsers.batchParser(pipelines, null));
        FormatMetrics metrics = new FormatMetrics(registry);
        StageSpec spec = StageSpec.ofSingleBatches("parser", Topics.COLLECTED_LOGS, "parser");
        return stages.stage(
                spec.withThreads(settings.threads()),
                () -> new ParserTransform(parser.get(), metrics, seenRequests.poll()),
                seenRequests);
    }
}
