package io.stacklens.e2e.load;

import io.stacklens.e2e.load.HttpConnection.Answer;
import io.stacklens.e2e.load.LineSupply.Numbers;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** One HTTP connection: posts a batch, waits for its answer, posts the next. */
final class HttpSender implements Callable<Void> {

    /**
     * What batches hold unless told otherwise, in turn: four of JSON, three of access log, two of
     * Java, one of logfmt.
     */
    static final List<LineKind> MIX =
            List.of(
                    LineKind.JSON,
                    LineKind.ACCESS_LOG,
                    LineKind.JSON,
                    LineKind.JAVA,
                    LineKind.ACCESS_LOG,
                    LineKind.JSON,
                    LineKind.LOGFMT,
                    LineKind.ACCESS_LOG,
                    LineKind.JSON,
                    LineKind.JAVA);

    private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofSeconds(1);

    private final String run;
    private final int batch;
    private final List<LineKind> mix;
    private final LineSupply supply;
    private final Tally tally;
    private final Probes probes;
    private final InstantSource clock;
    private final LineWriter writer;
    private final HttpConnection connection;

    HttpSender(
            URI collector,
            String run,
            int batch,
            List<LineKind> mix,
            LineSupply supply,
            Tally tally,
            Probes probes,
            InstantSource clock)
            throws IOException {
        this.run = run;
        this.batch = batch;
        this.mix = mix;
        this.supply = supply;
        this.tally = tally;
        this.probes = probes;
        this.clock = clock;
        this.writer = new LineWriter(run);
        this.connection = new HttpConnection(collector);
    }

    @Override
    public Void call() throws IOException, InterruptedException {
        Numbers numbers = supply.take(batch);
        for (int turn = 0; numbers != null; turn++) {
            send(mix.get(turn % mix.size()), numbers);
            numbers = supply.take(batch);
        }
        mark();
        connection.close();
        return null;
    }

    private void send(LineKind kind, Numbers numbers) throws InterruptedException {
        LineBuffer lines = writer.write(kind, numbers, clock.instant());
        tally.sent.add(numbers.count());
        long begin = System.nanoTime();
        try {
            Answer answer = connection.post(kind.path(run), lines.bytes(), lines.size());
            if (answer.status() == 200) {
                accepted(numbers, lines.size(), answer, System.nanoTime() - begin);
                return;
            }
            if (answer.status() < 500) {
                tally.refused.add(numbers.count());
                tally.refusedRequests.increment();
            } else {
                unknown(numbers);
            }
        } catch (IOException e) {
            unknown(numbers);
        }
        Thread.sleep(PAUSE_AFTER_REFUSAL);
    }

    private void accepted(Numbers numbers, int bytes, Answer answer, long nanos) {
        long rejected = answer.json().path("rejected").asLong(0);
        tally.acceptedByHttp.add(numbers.count() - rejected);
        tally.accepted.add(writer.slots(), numbers.count());
        tally.acceptedLines.add(writer.slots(), writer.lineCounts(), numbers.count());
        tally.linesByHttp.add(lines(numbers.count()) - rejected);
        tally.answeredLines.add(answer.json().path("accepted").asLong());
        if (rejected > 0) {
            tally.refused.add(rejected);
            for (JsonNode error : answer.json().path("errors")) {
                int slot = writer.slots()[recordOfLine(error.path("index").asInt())];
                tally.accepted.subtract(slot);
                tally.acceptedLines.subtract(slot);
            }
        }
        if (numbers.isTimed()) {
            tally.timedLines.add(numbers.count() - rejected);
            tally.timedBytes.add(bytes);
            tally.answerTimes.add(Duration.ofNanos(nanos));
        }
    }

    private long lines(int records) {
        return Arrays.stream(writer.lineCounts(), 0, records).sum();
    }

    /** Answers count lines, of which a record may have several. */
    private int recordOfLine(int index) {
        int record = 0;
        for (int left = index - writer.lineCounts()[0]; left >= 0; record++) {
            left -= writer.lineCounts()[record + 1];
        }
        return record;
    }

    /** An answer of 5xx, or none: what was sent may be there, in parts. */
    private void unknown(Numbers numbers) {
        tally.unknown.add(writer.slots(), numbers.count());
        tally.unknownLines.add(writer.slots(), writer.lineCounts(), numbers.count());
        tally.unansweredRequests.increment();
    }

    /** The last line of the connection; its lines stay in order, so when it is found, all are. */
    private void mark() throws IOException {
        String word = probes.word();
        byte[] line = ("the last line is " + word).getBytes(StandardCharsets.US_ASCII);
        Answer answer = connection.post("/ingest/" + probes.service(), line, line.length);
        if (answer.status() == 200) {
            probes.watchMark(word);
        }
    }
}
