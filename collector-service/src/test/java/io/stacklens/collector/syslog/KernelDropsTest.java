package io.stacklens.collector.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelDropsTest {

    private final KernelDrops drops = new KernelDrops(5514);

    @Test
    void readsTheLastColumnOfItsOwnPort() {
        assertThat(
                        drops.drops(
                                " 1234: 0100007F:158A 00000000:0000 07 00000000:00000000"
                                    + " 00:00000000 00000000     0        0 4242 2 0000000000000000"
                                    + " 17"))
                .isEqualTo(17);
    }

    @Test
    void ignoresOtherPortsAndTheHeading() {
        assertThat(
                        drops.drops(
                                " 1234: 0100007F:0035 00000000:0000 07 00000000:00000000"
                                    + " 00:00000000 00000000     0        0 4242 2 0000000000000000"
                                    + " 17"))
                .isZero();
        assertThat(
                        drops.drops(
                                "   sl  local_address rem_address   st tx_queue rx_queue tr"
                                    + " tm->when retrnsmt   uid  timeout inode ref pointer drops"))
                .isZero();
    }
}
