package io.stacklens.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusTest {

    @Test
    void saysOfEachServiceWhetherItIsReady() {
        String body =
                """
                {"status":"down",
                 "down":["parser: consumer-parser: no partition", "anomaly: not ready"],
                 "services":[{"service":"collector","up":true,"instances":[]},
                             {"service":"parser","up":false,"instances":[]},
                             {"service":"anomaly","up":false,"instances":[]}]}
                """;

        assertThat(Status.services(body))
                .containsExactly(
                        "collector   ready",
                        "parser      not ready: consumer-parser: no partition",
                        "anomaly     not ready");
    }

    @Test
    void passesOnWhatIsNoHealthDocument() {
        assertThat(Status.services("the dashboard does not answer: refused"))
                .containsExactly("the dashboard does not answer: refused");
    }
}
