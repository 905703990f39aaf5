package io.stacklens.pipeline.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.List;
import java.util.Set;

class HostGuardTest {

    private final HostGuard guard =
            new HostGuard(
                    properties(Set.of("Logs.example.org"), Set.of("https://portal.example.org")));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "localhost:8001, -, 200",
                "LOCALHOST, -, 200",
                "127.0.0.1:8001, -, 200",
                "[::1]:8001, -, 200",
                "[::1], -, 200",
                "logs.example.org:443, -, 200",
                "localhost:8001, http://localhost:8005, 200",
                "logs.example.org, https://logs.example.org, 200",
                "logs.example.org, https://portal.example.org, 200",
                "logs.example.org, http://portal.example.org, 403",
                "evil.example, -, 403",
                "evil.example:8001, http://evil.example:8001, 403",
                "localhost.evil.example, -, 403",
                "-, -, 403",
                "localhost:8001, https://evil.example, 403",
                "localhost:8001, null, 403",
                "localhost:8001, https://localhost.evil.example, 403",
            })
    void letsInWhatIsAddressedToItAndComesFromItsOwnPages(String host, String origin, int status)
            throws Exception {
        assertThat(answer(guard, "/ingest", host, origin).getStatus()).isEqualTo(status);
    }

    @Test
    void exemptsProbes() throws Exception {
        assertThat(answer(guard, "/actuator/health/readiness", "10.0.0.7:8001", null).getStatus())
                .isEqualTo(200);
        assertThat(answer(guard, "/actuator/healthy", "10.0.0.7:8001", null).getStatus())
                .isEqualTo(403);
    }

    @Test
    void refusesForeignPagesAlsoWhenAnyNameIsAllowed() throws Exception {
        HostGuard open = new HostGuard(properties(Set.of("*"), Set.of()));

        assertThat(answer(open, "/ingest", "any.example", null).getStatus()).isEqualTo(200);
        assertThat(answer(open, "/ingest", "any.example", "http://any.example").getStatus())
                .isEqualTo(200);
        assertThat(answer(open, "/ingest", "any.example", "http://evil.example").getStatus())
                .isEqualTo(403);
    }

    @Test
    void saysWhatItExpects() throws Exception {
        MockHttpServletResponse answer = answer(guard, "/ingest", "evil.example", null);

        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        assertThat(answer.getContentAsString())
                .contains("\"status\":403", "evil.example", "stacklens.http.allowed-hosts");
    }

    private static HttpProperties properties(Set<String> hosts, Set<String> origins) {
        return new HttpProperties(
                hosts, origins, DataSize.ofMegabytes(1), Duration.ofSeconds(30), List.of());
    }

    private static MockHttpServletResponse answer(
            HostGuard guard, String path, String host, String origin) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        if (host != null) {
            request.addHeader("Host", host);
        }
        if (origin != null) {
            request.addHeader("Origin", origin);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        guard.doFilter(request, response, new MockFilterChain());
        return response;
    }
}
