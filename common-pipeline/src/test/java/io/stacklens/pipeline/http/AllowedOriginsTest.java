package io.stacklens.pipeline.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.CorsFilter;

import java.time.Duration;
import java.util.List;
import java.util.Set;

class AllowedOriginsTest {

    private final FilterRegistrationBean<CorsFilter> allowed =
            new HttpConfiguration()
                    .allowedOrigins(properties(Set.of("https://portal.example.org")));

    @Test
    void answersThePreflightOfAnAllowedPageAndOfNoOther() throws Exception {
        MockHttpServletResponse told = preflight("https://portal.example.org");
        assertThat(told.getStatus()).isEqualTo(200);
        assertThat(told.getHeader("Access-Control-Allow-Origin"))
                .isEqualTo("https://portal.example.org");
        assertThat(told.getHeader("Access-Control-Allow-Headers")).contains("Authorization");
        assertThat(told.getHeader("Access-Control-Allow-Credentials")).isNull();

        assertThat(preflight("https://evil.example").getStatus()).isEqualTo(403);
    }

    @Test
    void saysNothingWhereNoneIsAllowed() {
        assertThat(allowed.isEnabled()).isTrue();
        assertThat(new HttpConfiguration().allowedOrigins(properties(Set.of())).isEnabled())
                .isFalse();
    }

    private static HttpProperties properties(Set<String> origins) {
        return new HttpProperties(
                Set.of(), origins, DataSize.ofMegabytes(1), Duration.ofSeconds(30), List.of());
    }

    private MockHttpServletResponse preflight(String origin) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("OPTIONS", "/api/v1/logs");
        request.addHeader("Origin", origin);
        request.addHeader("Access-Control-Request-Method", "GET");
        request.addHeader("Access-Control-Request-Headers", "Authorization");
        MockHttpServletResponse response = new MockHttpServletResponse();
        allowed.getFilter().doFilter(request, response, new MockFilterChain());
        return response;
    }
}
