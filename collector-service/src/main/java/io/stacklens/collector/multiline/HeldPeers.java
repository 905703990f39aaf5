package io.stacklens.collector.multiline;

import io.stacklens.collector.intake.RawLine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Joins the lines of many peers that have no connection, each peer's on their own. Who has been
 * silent longest is let go first when there are too many, or when too much is held. Thread-safe;
 * lines are handed on under the lock, so a peer's stay in order.
 */
public final class HeldPeers {

    static final int MOST_PEERS = 1024;
    static final long MOST_BYTES = 8 << 20;

    private final Multiline multiline;
    private final long maxBytes;
    private final BiConsumer<String, List<RawLine>> complete;

    /** The one that was silent longest first. */
    private final Map<String, Peer> peers = new LinkedHashMap<>(16, 0.75f, true);

    private long heldBytes;

    private static final class Peer {
        private final LineJoiner joiner;
        private long lastNanos;
        private long heldBytes;

        Peer(LineJoiner joiner) {
            this.joiner = joiner;
        }
    }

    /**
     * Holds nothing yet.
     *
     * @param maxBytes a record grows up to so many bytes
     * @param complete takes a peer's lines that wait no longer
     */
    public HeldPeers(
            Multiline multiline, long maxBytes, BiConsumer<String, List<RawLine>> complete) {
        this.multiline = multiline;
        this.maxBytes = maxBytes;
        this.complete = complete;
    }

    /** Takes a line, whose array is not changed from now on. */
    public synchronized void add(String name, RawLine line, long nanos) {
        Peer peer = peers.computeIfAbsent(name, _ -> new Peer(multiline.joiner(maxBytes)));
        peer.joiner.add(line, nanos);
        peer.lastNanos = nanos;
        handOn(name, peer, peer.joiner.takeComplete(nanos));
        if (!peer.joiner.isHolding()) {
            peers.remove(name);
        } else if (peers.size() > MOST_PEERS || heldBytes > MOST_BYTES) {
            letGo(peers.keySet().iterator().next());
        }
    }

    /** Hands on what has waited long enough. */
    public synchronized void flushDue(long nanos) {
        long longest = multiline.flushAfter().toNanos();
        List<String> due =
                peers.entrySet().stream()
                        .takeWhile(peer -> nanos - peer.getValue().lastNanos >= longest)
                        .map(Map.Entry::getKey)
                        .toList();
        due.forEach(this::letGo);
    }

    public synchronized void flushAll() {
        List.copyOf(peers.keySet()).forEach(this::letGo);
    }

    private void letGo(String name) {
        Peer peer = peers.remove(name);
        if (peer != null) {
            handOn(name, peer, peer.joiner.takeAll());
        }
    }

    private void handOn(String name, Peer peer, List<RawLine> lines) {
        long held = peer.joiner.heldBytes();
        heldBytes += held - peer.heldBytes;
        peer.heldBytes = held;
        if (!lines.isEmpty()) {
            complete.accept(name, lines);
        }
    }
}
