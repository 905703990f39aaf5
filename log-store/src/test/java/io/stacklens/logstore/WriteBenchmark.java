package io.stacklens.logstore;

import io.stacklens.logstore.block.EncodedBlock;
import io.stacklens.model.batch.LogBatch;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * What it costs to make blocks of batches, without the database: {@code WriteBenchmark [ROUNDS]}.
 */
final class WriteBenchmark {

    private static final int BLOCKS = 20;

    private WriteBenchmark() {}

    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
        LogStoreOptions options = LogStoreOptions.defaults();
        RealisticLogs logs = new RealisticLogs(7, 1_795_000_000_000_000_000L, 10_000);
        List<byte[]> received = new ArrayList<>();
        for (int i = 0; i < BLOCKS * 8; i++) {
            received.add(logs.batch(512).encode());
        }
        for (int round = 0; round < rounds; round++) {
            long[] spent = new long[3];
            long bytes = 0;
            for (int block = 0; block < BLOCKS; block++) {
                List<byte[]> values = received.subList(block * 8, block * 8 + 8);
                long began = cpu();
                List<LogBatch> batches = values.stream().map(LogBatch::decode).toList();
                batches.forEach(LogBatch::verify);
                batches.forEach(BlockCutter::bytes);
                long decoded = cpu();
                List<List<LogBatch>> cut = new BlockCutter(options).cut(batches);
                long cutAt = cpu();
                for (List<LogBatch> one : cut) {
                    EncodedBlock encoded = EncodedBlock.of(one, options.compressionLevel());
                    bytes += encoded.payload().length + encoded.filter().length;
                }
                spent[0] += decoded - began;
                spent[1] += cutAt - decoded;
                spent[2] += cpu() - cutAt;
            }
            double lines = BLOCKS * 4096;
            System.out.printf(
                    "decode %.2f, cut %.2f, encode %.2f: %.2f CPU-us/line, %.1f bytes/line%n",
                    spent[0] / 1e3 / lines,
                    spent[1] / 1e3 / lines,
                    spent[2] / 1e3 / lines,
                    (spent[0] + spent[1] + spent[2]) / 1e3 / lines,
                    bytes / lines);
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
