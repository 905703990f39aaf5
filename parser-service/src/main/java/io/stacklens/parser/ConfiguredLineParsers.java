package io.stacklens.parser;

import io.stacklens.parser.batch.BatchParser;
import io.stacklens.parser.batch.LineParser;
import io.stacklens.parser.format.LineFormats;
import io.stacklens.parser.grok.GrokCaptures;
import io.stacklens.parser.grok.GrokFormats;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.pipeline.PipelineRunner;
import io.stacklens.parser.pipeline.PipelineSettings;
import io.stacklens.parser.pipeline.Pipelines;
import io.stacklens.parser.pipeline.StepObserver;
import io.stacklens.pipeline.redact.Redactor;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/**
 * Makes parsers as the settings want them: Grok patterns first, if there are any, then the rest,
 * then pipelines.
 */
final class ConfiguredLineParsers {

    private final ParserProperties settings;
    private final GrokFormats grokFormats;

    ConfiguredLineParsers(ParserProperties settings, GrokFormats grokFormats) {
        this.settings = settings;
        this.grokFormats = grokFormats;
    }

    /**
     * A parser of its own for whoever asks: parsers are not thread-safe.
     *
     * @param observer is told what pipelines do, or null
     */
    BatchParser batchParser(Supplier<Pipelines> pipelines, @Nullable StepObserver observer) {
        PipelineSettings pipelineSettings =
                new PipelineSettings(
                        settings.zone(), settings.maxJsonDepth(), settings.attributes());
        return new BatchParser(
                new PipelinedLineParser(
                        formats(), new PipelineRunner(pipelines, pipelineSettings, observer)),
                settings.attributes(),
                settings.maxFuture(),
                settings.zones(),
                new Redactor(settings.redaction().kinds()));
    }

    private LineParser formats() {
        LogDraft payload = new LogDraft(settings.attributes());
        LineFormats formats = new LineFormats(settings.zone(), settings.maxJsonDepth(), payload);
        LineParser builtIn =
                (line, draft) ->
                        formats.parse(
                                line.bytes(), line.start(), line.end(), line.formatHint(), draft);
        if (grokFormats.isEmpty()) {
            return builtIn;
        }
        GrokCaptures captures = new GrokCaptures(settings.zone());
        return (line, draft) -> {
            boolean isMatched =
                    grokFormats.parse(
                            line.bytes(),
                            line.start(),
                            line.end(),
                            line.service(),
                            line.source(),
                            captures,
                            draft);
            if (!isMatched) {
                builtIn.parse(line, draft);
            }
        };
    }
}
