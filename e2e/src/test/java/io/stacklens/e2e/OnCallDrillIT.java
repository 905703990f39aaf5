package io.stacklens.e2e;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The drill while everything runs. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = SharedPlatform.RUNNING, mode = ResourceAccessMode.READ)
class OnCallDrillIT extends OnCallDrill {

    @Test
    void tellsEachOnceAndEndsWithHysteresis() throws Exception {
        drill(() -> {});
    }
}
