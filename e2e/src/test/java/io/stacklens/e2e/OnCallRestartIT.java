package io.stacklens.e2e;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The drill through a restart of the whole platform, between the alert and its end. */
@Order(SharedPlatform.RESTARTING)
@ResourceLock(SharedPlatform.RUNNING)
class OnCallRestartIT extends OnCallDrill {

    @Test
    void tellsEachOnceWhenEverythingRestartsInTheMiddle() throws Exception {
        drill(platform::restart);
    }
}
