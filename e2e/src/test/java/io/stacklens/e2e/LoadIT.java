package io.stacklens.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.e2e.load.Load;
import io.stacklens.standalone.Service;

import org.junit.jupiter.api.Test;

/** A short run of the load tool: every line it sent is found and counted. */
class LoadIT {

    private final SharedPlatform platform = SharedPlatform.get();

    @Test
    void itsNumbersReconcile() throws Exception {
        int exitCode =
                Load.run(
                        "--lines",
                        "20000",
                        "--batch",
                        "250",
                        "--url",
                        platform.address(Service.COLLECTOR).toString(),
                        "--api",
                        platform.address(Service.DASHBOARD).toString(),
                        "--syslog",
                        platform.syslog().getHostString() + ":" + platform.syslog().getPort());

        assertThat(exitCode).isZero();
    }
}
