package io.stacklens.parser;

import io.stacklens.parser.batch.BatchParser;
import io.stacklens.parser.batch.LineParser;
import io.stacklens.parser.format.LineFormats;
import io.stacklens.parser.grok.GrokCaptures;
import io.stacklens.parser.grok.GrokFormats;
import io.stacklens.parser.line.LogDraft;

/**
 * Makes parsers as the settings want them: Grok patterns first, if there are any, then the rest.
 */
final class ConfiguredLineParsers {

    private final ParserProperties settings;
    private final GrokFormats grokFormats;

    ConfiguredLineParsers(ParserProperties settings, GrokFormats grokFormats) {
        this.settings = settings;
        this.grokFormats = grokFormats;
    }

    /** A parser of its own for whoever asks: parsers are not thread-safe. */
    BatchParser batchParser() {
        return new BatchParser(
                lineParser(), settings.attributes(), settings.maxFuture(), settings.zones());
    }

    private LineParser lineParser() {
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
