package io.stacklens.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

class SupervisorTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final List<Running> launched = new CopyOnWriteArrayList<>();
    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final Supervisor supervisor = new Supervisor("sleeper", this::launch, reports::add);

    @AfterEach
    void stop() {
        supervisor.stop();
    }

    @Test
    void startsAgainWhatWasKilled() {
        supervisor.start();
        long first = supervisor.pid().orElseThrow();

        kill(first);

        await().atMost(SOON).until(() -> launched.size() == 2 && supervisor.pid().isPresent());
        assertThat(supervisor.pid().orElseThrow()).isNotEqualTo(first);
        assertThat(supervisor.ends()).isEqualTo(1);
        assertThat(reports).first().isEqualTo("sleeper (process %d) has ended".formatted(first));
    }

    @Test
    void leavesWhatItStopped() {
        supervisor.start();
        long first = supervisor.pid().orElseThrow();

        supervisor.stop();

        assertThat(ProcessHandle.of(first).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(supervisor.pid()).isEmpty();
        assertThat(supervisor.ends()).isZero();
        assertThat(launched).hasSize(1);
    }

    @Test
    void startsOnDemandWhatItStopped() {
        supervisor.start();
        supervisor.stop();

        supervisor.start();

        assertThat(supervisor.pid()).isPresent();
        assertThat(launched).hasSize(2);
    }

    @Test
    void keepsTryingWhenItCannotBeStartedAgain() {
        supervisor.start();
        broken.set(true);

        kill(supervisor.pid().orElseThrow());
        await().atMost(SOON)
                .until(() -> reports.contains("sleeper cannot be started again yet: no port"));
        broken.set(false);

        await().atMost(SOON).until(() -> supervisor.pid().isPresent());
    }

    @Test
    void canBeAskedByOthersWhileItReports() {
        AtomicReference<Supervisor> asked = new AtomicReference<>(supervisor);
        List<OptionalLong> answers = new CopyOnWriteArrayList<>();
        Supervisor telling =
                new Supervisor(
                        "teller",
                        this::launch,
                        _ -> answers.add(supplyAsync(() -> asked.get().pid()).join()));
        asked.set(telling);
        telling.start();

        kill(telling.pid().orElseThrow());

        await().atMost(SOON).until(() -> answers.size() == 2);
        telling.stop();
    }

    @Test
    void saysWhenTheFirstStartFails() {
        broken.set(true);

        assertThatThrownBy(supervisor::start)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot start sleeper");
        assertThat(supervisor.pid()).isEmpty();
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private Running launch() throws IOException {
        if (broken.get()) {
            throw new IOException("no port");
        }
        Running made = new ChildProcess(new ProcessBuilder("sleep", "600").start());
        launched.add(made);
        return made;
    }
}
