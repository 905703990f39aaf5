package io.stacklens.dashboard.tail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class TailQueueTest {

    private static final TailPosition JOINED = TailPosition.at(4);

    @Test
    void dropsOneStretchAndSaysAtItsPlaceHowMuch() throws InterruptedException {
        TailQueue queue = new TailQueue(4, 1 << 20, JOINED);
        offer(queue, 1, 7);

        List<String> first = take(queue, 3);
        offer(queue, 8, 9);
        List<String> rest = take(queue, 5);

        assertThat(first).containsExactly("1", "2", "3");
        // One waits, less than half of what may: so 8 finds room again.
        assertThat(rest).containsExactly("4", "dropped 3", "8", "9", "alive @4");
    }

    @Test
    void saysWhatWasDroppedLastWhenNothingFollows() throws InterruptedException {
        TailQueue queue = new TailQueue(2, 1 << 20, JOINED);
        offer(queue, 1, 5);

        assertThat(take(queue, 4)).containsExactly("1", "2", "dropped 3", "alive @4");
    }

    @Test
    void countsBytesToo() throws InterruptedException {
        TailQueue queue = new TailQueue(1000, 100, JOINED);
        int accepted = 0;
        for (int i = 0; i < 100; i++) {
            accepted += queue.offer(TailEvent.alive("x".repeat(20))) ? 1 : 0;
        }

        assertThat(accepted).isBetween(2, 4);
    }

    @Test
    void takesAnEventThatAloneIsTooLarge() {
        TailQueue queue = new TailQueue(10, 10, JOINED);

        assertThat(queue.offer(TailEvent.alive("x".repeat(100)))).isTrue();
        assertThat(queue.offer(TailEvent.alive("x"))).isFalse();
    }

    @Test
    void tellsAQuietClientWhereItIs() throws InterruptedException {
        TailQueue queue = new TailQueue(2, 1 << 20, JOINED);
        queue.reached(TailPosition.at(35));

        assertThat(take(queue, 1)).containsExactly("alive @z");
    }

    @Test
    void endsAWaitWhenItIsClosed() throws InterruptedException {
        TailQueue queue = new TailQueue(2, 1 << 20, JOINED);
        Thread closing = Thread.ofVirtual().start(queue::close);

        queue.next(Duration.ofMinutes(5));

        closing.join();
        assertThat(queue.isClosed()).isTrue();
    }

    private static void offer(TailQueue queue, int from, int to) {
        for (int i = from; i <= to; i++) {
            queue.offer(TailEvent.alive("n" + i));
        }
    }

    private static List<String> take(TailQueue queue, int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = queue.next(Duration.ZERO).toString();
            if (text.startsWith("event: dropped")) {
                taken.add("dropped " + text.replaceAll("[^0-9]", ""));
            } else {
                String id = text.lines().skip(1).findFirst().orElse("").substring(4);
                taken.add(id.startsWith("n") ? id.substring(1) : "alive " + id);
            }
        }
        return taken;
    }
}
