package io.stacklens.logstore.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stacklens.logstore.RandomLogs;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

class PayloadTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/block-v1.hex");

    @Test
    void unpacksWhatItPacked() {
        LogBatch batch = new RandomLogs(1).batch(500);

        LogBatch unpacked = columns(Payload.pack(batch, 1), 500).whole();

        assertThat(unpacked.records()).isEqualTo(batch.records());
    }

    @Test
    void fetchesOnlyTheGroupsThatAreAskedFor() {
        Payload payload = Payload.pack(new RandomLogs(1).batch(500), 1);
        BlockDirectory directory = BlockDirectory.read(payload.directory());
        BlockColumns columns =
                new BlockColumns(
                        directory,
                        500,
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
        Payload payload = Payload.pack(new RandomLogs(2).batch(3), 1);
        for (int i = 0; i < payload.directory().length; i++) {
            byte[] directory = payload.directory().clone();
            directory[i] ^= 0x10;
            assertThatExceptionOfType(DamagedBlockException.class)
                    .isThrownBy(() -> columns(new Payload(directory, payload.bytes()), 3).whole());
        }
        for (int i = 0; i < payload.bytes().length; i++) {
            byte[] bytes = payload.bytes().clone();
            bytes[i] ^= 0x10;
            assertThatExceptionOfType(DamagedBlockException.class)
                    .isThrownBy(() -> columns(new Payload(payload.directory(), bytes), 3).whole());
        }
    }

    @Test
    void readsABlockThatAnEarlierBuildWrote() throws IOException {
        LogBatch batch = fixed();
        if (Boolean.getBoolean("golden.update")) {
            Payload payload = Payload.pack(batch, 1);
            EncodedBlock block = EncodedBlock.of(batch, 1);
            HexFormat hex = HexFormat.of();
            Files.writeString(
                    GOLDEN,
                    "%s%n%s%n%s%n"
                            .formatted(
                                    hex.formatHex(payload.directory()),
                                    hex.formatHex(payload.bytes()),
                                    hex.formatHex(block.filter())));
        }
        List<byte[]> golden = golden();

        LogBatch unpacked = columns(new Payload(golden.get(0), golden.get(1)), 2).whole();

        assertThat(unpacked.records()).isEqualTo(batch.records());
        assertThat(EncodedBlock.of(batch, 1).filter()).isEqualTo(golden.get(2));
    }

    private static List<byte[]> golden() throws IOException {
        return Files.readAllLines(GOLDEN).stream().map(HexFormat.of()::parseHex).toList();
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

    private static BlockColumns columns(Payload payload, int rows) {
        return new BlockColumns(
                BlockDirectory.read(payload.directory()), rows, parts -> slices(payload, parts));
    }

    private static List<byte[]> slices(Payload payload, List<BlockDirectory.Part> parts) {
        return parts.stream()
                .map(p -> Arrays.copyOfRange(payload.bytes(), p.offset(), p.offset() + p.stored()))
                .toList();
    }
}
