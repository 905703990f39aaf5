package io.stacklens.parser;

import io.stacklens.parser.batch.LineParser;
import io.stacklens.parser.batch.RawLine;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.pipeline.PipelineRunner;

/** The formats, and the pipelines before or behind them. Not thread-safe. */
final class PipelinedLineParser implements LineParser {

    private final LineParser formats;
    private final PipelineRunner pipelines;

    PipelinedLineParser(LineParser formats, PipelineRunner pipelines) {
        this.formats = formats;
        this.pipelines = pipelines;
    }

    @Override
    public void parse(RawLine line, LogDraft draft) {
        boolean hasPipelines =
                pipelines.begin(
                        line.bytes(), line.start(), line.end(), line.service(), line.source());
        if (hasPipelines && pipelines.parseInstead(draft)) {
            return;
        }
        formats.parse(line, draft);
        if (hasPipelines) {
            pipelines.parseOn(draft);
        }
    }
}
