package io.stacklens.logstore.block;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Decompresses, with contexts that are used again: to make one for each part took a tenth of a scan
 * (StoreBenchmark, substring). Thread-safe.
 */
final class Unpacking {

    private static final BlockingQueue<ZstdDecompressCtx> IDLE = new ArrayBlockingQueue<>(16);

    private Unpacking() {}

    /**
     * Decompresses a frame.
     *
     * @throws DamagedBlockException if it is none, or of another length
     */
    static byte[] unpack(byte[] frame, int length) {
        ZstdDecompressCtx idle = IDLE.poll();
        ZstdDecompressCtx zstd = idle == null ? new ZstdDecompressCtx() : idle;
        try {
            byte[] plain = new byte[length];
            int written = zstd.decompressByteArray(plain, 0, length, frame, 0, frame.length);
            if (written != length) {
                throw new DamagedBlockException(
                        "unpacks to %d bytes (expected: %d)".formatted(written, length));
            }
            return plain;
        } catch (ZstdException e) {
            throw new DamagedBlockException(String.valueOf(e.getMessage()));
        } finally {
            if (!IDLE.offer(zstd)) {
                zstd.close();
            }
        }
    }
}
