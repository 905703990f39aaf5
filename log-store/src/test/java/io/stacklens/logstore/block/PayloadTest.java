package io.stacklens.logstore.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stacklens.logstore.RandomLogs;
import io.stacklens.logstore.filter.TokenFilter;
import io.stacklens.logstore.text.TextHash;
import io.stacklens.model.LogRecord;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

class PayloadTest {

    @Test
    void unpacksWhatItPacked() {
        RandomLogs logs = new RandomLogs(1);
        List<LogBatch> chunks = List.of(logs.batch(500), logs.batch(1), logs.batch(77));

        List<BlockColumns> unpacked = columns(Payload.pack(chunks, 1), 578);

        assertThat(unpacked.stream().map(chunk -> chunk.whole().records()))
                .isEqualTo(chunks.stream().map(LogBatch::records).toList());
    }

    @Test
    void fetchesOnlyTheGroupsThatAreAskedFor() {
        Payload payload = Payload.pack(List.of(new RandomLogs(1).batch(500)), 1);
        BlockColumns columns =
                new BlockColumns(
                        BlockDirectory.read(payload.directory(), 500),
                        0,
                        parts -> {
                            assertThat(parts)
                                    .extracting(BlockDirectory.Part::group)
                                    .containsExactly(ColumnGroup.SERVICE);
                            return slices(payload, parts);
                        });

        assertThat(columns.texts(LogColumn.SERVICE).get(3))
                .isIn("shop", "Shop", "checkout", "auth", null);
    }

    @Test
    void noticesEveryChangedByte() {
        RandomLogs logs = new RandomLogs(2);
        Payload payload = Payload.pack(List.of(logs.batch(3), logs.batch(2)), 1);
        for (int i = 0; i < payload.directory().length; i++) {
            byte[] directory = payload.directory().clone();
            directory[i] ^= 0x10;
            assertThatExceptionOfType(DamagedBlockException.class)
                    .isThrownBy(() -> readAll(new Payload(directory, payload.bytes()), 5));
        }
        for (int i = 0; i < payload.bytes().length; i++) {
            byte[] bytes = payload.bytes().clone();
            bytes[i] ^= 0x10;
            assertThatExceptionOfType(DamagedBlockException.class)
                    .isThrownBy(() -> readAll(new Payload(payload.directory(), bytes), 5));
        }
    }

    /** The first file is of a build that knew version 1 only; it is never written again. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void readsABlockThatAnEarlierBuildWrote(int version) throws IOException {
        List<byte[]> golden = golden(version);
        List<LogRecord> records =
                columns(new Payload(golden.get(0), golden.get(1)), 2).stream()
                        .flatMap(chunk -> chunk.whole().records().stream())
                        .toList();

        assertThat(records).isEqualTo(fixed().records());
        for (String word : List.of("Paiement", "refusé", "17")) {
            byte[] utf8 = word.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            TextHash.tokens(
                    utf8,
                    0,
                    utf8.length,
                    hash -> assertThat(mayContain(golden.get(2), version, hash)).isTrue());
        }
    }

    @Test
    void writesTheLayoutOfItsVersion() throws IOException {
        EncodedBlock block = EncodedBlock.of(List.of(fixed()), 1);
        List<byte[]> parts =
                List.of(block.directory(), block.payload(), block.filter(), block.counts());
        if (Boolean.getBoolean("golden.update")) {
            String text = String.join("\n", parts.stream().map(HexFormat.of()::formatHex).toList());
            Files.writeString(file(BlockDirectory.VERSION), text + "\n");
        }

        assertThat(parts).containsExactlyElementsOf(golden(BlockDirectory.VERSION));
    }

    @Test
    void readsTheCountsThatAnEarlierBuildWrote() throws IOException {
        List<String> cells = new ArrayList<>();

        BlockCounts.read(
                golden(2).get(3),
                (minute, service, severity, records) ->
                        cells.add(minute + " " + service + " " + severity + " " + records));

        assertThat(cells).containsExactly("29539470 0 2 1", "29539470 0 4 1");
    }

    private static boolean mayContain(byte[] filter, int version, long hash) {
        return TokenFilter.mayContain(filter, version, hash);
    }

    private static List<byte[]> golden(int version) throws IOException {
        return Files.readAllLines(file(version)).stream().map(HexFormat.of()::parseHex).toList();
    }

    private static Path file(int version) {
        return Path.of("src/test/resources/golden/block-v%d.hex".formatted(version));
    }

    private static LogBatch fixed() {
        LogBatchBuilder batch = new LogBatchBuilder();
        for (int i = 0; i < 2; i++) {
            batch.addRow();
            batch.put(LogColumn.TIMESTAMP, 1772368205000000000L + i)
                    .put(LogColumn.OBSERVED_TIMESTAMP, 1772368206000000000L)
                    .put(LogColumn.SEVERITY_NUMBER, 9 + 8 * i)
                    .put(LogColumn.BODY, "Paiement refusé ".repeat(4) + i)
                    .put(LogColumn.SERVICE, "shop")
                    .put(LogColumn.TRACE_ID, "0af7651916cd43dd8448eb211c80319c")
                    .put(LogColumn.DURATION_MS, 12.5)
                    .put(LogColumn.ORIGIN_INDEX, i)
                    .putAttribute("run", "17");
        }
        return batch.build();
    }

    private static void readAll(Payload payload, int records) {
        columns(payload, records).forEach(BlockColumns::whole);
    }

    private static List<BlockColumns> columns(Payload payload, int records) {
        BlockDirectory directory = BlockDirectory.read(payload.directory(), records);
        return IntStream.range(0, directory.chunkRows().size())
                .mapToObj(
                        chunk ->
                                new BlockColumns(directory, chunk, parts -> slices(payload, parts)))
                .toList();
    }

    private static List<byte[]> slices(Payload payload, List<BlockDirectory.Part> parts) {
        return parts.stream()
                .map(p -> Arrays.copyOfRange(payload.bytes(), p.offset(), p.offset() + p.stored()))
                .toList();
    }
}
