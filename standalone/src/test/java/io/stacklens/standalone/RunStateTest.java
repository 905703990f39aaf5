package io.stacklens.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

class RunStateTest {

    @TempDir Path dataDir;

    @Test
    void isForgottenWithTheProcessThatWroteIt() throws Exception {
        new RunState(ProcessHandle.current().pid(), true, StackPorts.usual(), Map.of())
                .write(dataDir);

        assertThat(RunState.running(dataDir)).isEmpty();
        try (RunState.Lock lock = RunState.lock(dataDir).orElseThrow()) {
            assertThat(lock).isNotNull();
        }
        assertThat(RunState.running(dataDir)).isEmpty();
    }

    @Test
    void tellsAnotherProcessPidAndPorts() throws Exception {
        try (LockHolder holder = LockHolder.start(dataDir)) {
            RunState state = RunState.running(dataDir).orElseThrow();

            assertThat(state.pid()).isEqualTo(holder.pid());
            assertThat(state.ready()).isTrue();
            assertThat(state.ports()).isEqualTo(StackPorts.usual());
            assertThat(state.processes()).containsExactly(Map.entry("parser", 42L));
            assertThat(RunState.lock(dataDir)).isEmpty();
        }
    }
}
