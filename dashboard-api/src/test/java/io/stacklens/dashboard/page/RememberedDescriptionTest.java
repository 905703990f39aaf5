package io.stacklens.dashboard.page;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RememberedDescriptionTest {

    private final RememberedDescription filter = new RememberedDescription();
    private int made;

    @Test
    void makesADescriptionOnce() throws Exception {
        assertThat(get("/v3/api-docs").getContentAsString()).isEqualTo("made 1");
        MockHttpServletResponse again = get("/v3/api-docs");

        assertThat(again.getContentAsString()).isEqualTo("made 1");
        assertThat(again.getContentType()).isEqualTo("application/json");
        assertThat(get("/v3/api-docs.yaml").getContentAsString()).isEqualTo("made 2");
    }

    @Test
    void remembersNoFailure() throws Exception {
        made = -1;

        assertThat(get("/v3/api-docs").getStatus()).isEqualTo(503);
        assertThat(get("/v3/api-docs").getContentAsString()).isEqualTo("made 1");
    }

    @Test
    void leavesOthersAlone() throws Exception {
        assertThat(get("/api/v1/stats").getContentAsString()).isEqualTo("made 1");
        assertThat(get("/api/v1/stats").getContentAsString()).isEqualTo("made 2");
    }

    private MockHttpServletResponse get(String path) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(
                new MockHttpServletRequest("GET", path),
                response,
                (_, answer) -> {
                    made++;
                    ((HttpServletResponse) answer).setStatus(made == 0 ? 503 : 200);
                    answer.setContentType("application/json");
                    answer.getOutputStream().write(("made " + made).getBytes(UTF_8));
                });
        return response;
    }
}
