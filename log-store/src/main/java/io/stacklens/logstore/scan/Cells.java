package io.stacklens.logstore.scan;

import io.stacklens.logstore.block.BlockCounts;
import io.stacklens.logstore.query.Condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the counts of a block tell of the records that meet a condition. */
public final class Cells {

    private static final int ALL_SERVICES = -1;

    private Cells() {}

    /**
     * The cells of the records that meet a condition.
     *
     * @param counts as {@link BlockCounts} wrote them, or no bytes
     * @return empty when the condition holds for some records of a cell and not for others
     */
    public static Optional<List<Cell>> matching(
            Condition condition, BlockSummary block, byte[] counts) {
        Verdict verdict = Pruning.verdict(condition, block);
        List<Cell> cells = new ArrayList<>();
        boolean[] vague = {false};
        boolean counted =
                BlockCounts.read(
                        counts,
                        (minute, service, severity, records) -> {
                            Cell cell = cell(block, minute, service, severity, records);
                            Verdict one =
                                    verdict == Verdict.SOME && !vague[0]
                                            ? Pruning.verdict(condition, cell)
                                            : verdict;
                            vague[0] |= one == Verdict.SOME;
                            if (one == Verdict.ALL) {
                                cells.add(cell);
                            }
                        });
        if (!counted && verdict == Verdict.ALL) {
            return Optional.of(bySeverity(block));
        }
        return counted && !vague[0] ? Optional.of(cells) : Optional.empty();
    }

    private static Cell cell(
            BlockSummary block, long minute, int service, int severity, int records) {
        long start = minute * BlockCounts.MINUTE;
        return new Cell(
                block,
                Math.max(start, block.minTime()),
                Math.min(start + BlockCounts.MINUTE - 1, block.maxTime()),
                service,
                severity,
                records);
    }

    private static List<Cell> bySeverity(BlockSummary block) {
        List<Cell> cells = new ArrayList<>();
        for (int severity = 0; severity < block.severityRecords().size(); severity++) {
            int records = block.severityRecords().get(severity);
            if (records > 0) {
                cells.add(
                        new Cell(
                                block,
                                block.minTime(),
                                block.maxTime(),
                                ALL_SERVICES,
                                severity,
                                records));
            }
        }
        return cells;
    }
}
