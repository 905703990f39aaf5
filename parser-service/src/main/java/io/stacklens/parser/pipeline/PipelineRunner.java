package io.stacklens.parser.pipeline;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs the pipelines in force over the lines of one thread. {@link #begin} with each line; then
 * {@link #parseInstead}, and when that leaves the line to the formats, {@link #parseOn} afterwards.
 * Not thread-safe.
 */
public final class PipelineRunner {

    private final Supplier<Pipelines> inForce;
    private final StepContext context;
    private final @Nullable StepObserver observer;
    private final PipelineLine line = new PipelineLine();
    private final Slice slice = new Slice();

    private Pipelines running = Pipelines.NONE;
    private List<Pipeline> fromLine = List.of();
    private List<Pipeline> fromParsed = List.of();

    /** A pipeline with the steps of this thread. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pipeline(String name, PipelineMatch match, List<String> labels, Step[] steps) {}

    /**
     * Makes a runner.
     *
     * @param inForce asked before each line, so that a change takes effect at once
     * @param observer is told what happens, or null
     */
    public PipelineRunner(
            Supplier<Pipelines> inForce,
            PipelineSettings settings,
            @Nullable StepObserver observer) {
        this.inForce = inForce;
        this.context = new StepContext(settings);
        this.observer = observer;
    }

    /** Begins with a line; answers false when there are no pipelines at all. */
    public boolean begin(
            byte[] bytes, int start, int end, @Nullable String service, @Nullable String source) {
        Pipelines now = inForce.get();
        if (now != running) {
            take(now);
        }
        if (fromLine.isEmpty() && fromParsed.isEmpty()) {
            return false;
        }
        line.set(bytes, start, end, service, source);
        return true;
    }

    /** Lets the first pipeline that wants the line as it came do all of its parsing. */
    public boolean parseInstead(LogDraft draft) {
        for (int i = 0; i < fromLine.size(); i++) {
            Pipeline pipeline = fromLine.get(i);
            if (pipeline.match().isForRaw(line)) {
                Slice text = line.text();
                draft.format("pipeline");
                draft.put(LogColumn.BODY, text.bytes(), text.start(), text.end());
                run(pipeline, draft);
                return true;
            }
        }
        return false;
    }

    /** Lets the first pipeline that is for the line go on with what the formats made of it. */
    public void parseOn(LogDraft draft) {
        for (int i = 0; i < fromParsed.size(); i++) {
            Pipeline pipeline = fromParsed.get(i);
            if (pipeline.match().isFor(line, draft, slice)) {
                run(pipeline, draft);
                return;
            }
        }
    }

    private void run(Pipeline pipeline, LogDraft draft) {
        if (observer != null) {
            observer.begins(pipeline.name(), draft);
        }
        context.begin(draft);
        String failures = null;
        for (int i = 0; i < pipeline.steps().length && !draft.isDropped(); i++) {
            long before = observer == null ? 0 : System.nanoTime();
            String failure = pipeline.steps()[i].apply(line, draft);
            if (failure != null) {
                String said = pipeline.labels().get(i) + ": " + failure;
                failures = failures == null ? said : failures + ", " + said;
            }
            if (observer != null) {
                long nanos = System.nanoTime() - before;
                observer.did(pipeline.labels().get(i), failure, nanos, draft);
            }
        }
        draft.addNote("pipeline", pipeline.name());
        if (failures != null) {
            draft.addNote("pipeline_failed", failures);
        }
    }

    private void take(Pipelines now) {
        List<Pipeline> lines = new ArrayList<>();
        List<Pipeline> parsed = new ArrayList<>();
        for (PipelineDefinition definition : now.definitions()) {
            (definition.isFromLine() ? lines : parsed).add(pipeline(definition));
        }
        fromLine = List.copyOf(lines);
        fromParsed = List.copyOf(parsed);
        running = now;
    }

    private Pipeline pipeline(PipelineDefinition definition) {
        return new Pipeline(
                definition.name(),
                definition.match(),
                definition.steps().stream().map(PipelineDefinition.StepDefinition::label).toList(),
                definition.steps().stream()
                        .map(step -> step.maker().apply(context))
                        .toArray(Step[]::new));
    }
}
