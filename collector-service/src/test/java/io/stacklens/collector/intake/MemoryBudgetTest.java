package io.stacklens.collector.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

class MemoryBudgetTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private final MemoryBudget budget = new MemoryBudget(100);

    @Test
    void givesNoMoreThanItHas() {
        assertThat(budget.tryAcquire(60)).isTrue();
        assertThat(budget.tryAcquire(41)).isFalse();
        assertThat(budget.tryAcquire(40)).isTrue();
        budget.release(60);
        assertThat(budget.tryAcquire(60)).isTrue();
        assertThat(budget.used()).isEqualTo(100);
    }

    @Test
    void letsAWaitingReaderGoOnOnceThereIsRoom() {
        assertThat(budget.tryAcquire(100)).isTrue();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> acquire(30));
        await().during(Duration.ofMillis(50)).atMost(LONG).until(() -> !reader.isDone());

        budget.release(50);

        await().atMost(LONG).until(reader::isDone);
        assertThat(budget.used()).isEqualTo(80);
    }

    private void acquire(long bytes) {
        try {
            budget.acquire(bytes);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }
}
