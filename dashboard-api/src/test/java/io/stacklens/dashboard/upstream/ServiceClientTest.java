package io.stacklens.dashboard.upstream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

class ServiceClientTest {

    @Test
    void saysWhichServiceIsAway() {
        try (ServiceClient nobody =
                new ServiceClient(
                        "parser", URI.create("http://localhost:1"), Duration.ofSeconds(5))) {
            MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");

            assertThatThrownBy(() -> nobody.pass(request, "pipelines", BodyPublishers.noBody()))
                    .isInstanceOf(ServiceAwayException.class)
                    .hasMessage("the parser does not answer");
        }
    }
}
