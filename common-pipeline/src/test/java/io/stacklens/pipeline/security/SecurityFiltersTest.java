package io.stacklens.pipeline.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.access.AccessList;
import io.stacklens.model.access.Scope;

import jakarta.servlet.http.HttpServletRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.FilterChainProxy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** The whole chain before a port, without the port. */
class SecurityFiltersTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String INGEST = "slk_ingest";
    private static final String READ = "slk_read";
    private static final String WRITE = "slk_write";

    private static final AccessRules RULES =
            AccessRules.rules()
                    .all(Access.OPEN, "/open/**")
                    .changes(Access.WRITE, "/rules/**")
                    .changes(Access.INGEST, "/ingest/**")
                    .all(Access.ADMIN, "/users/**")
                    .build();

    private final Tokens tokens = new Tokens("k1");
    private final AccessState state = new AccessState();
    private final InstantSource clock = () -> NOON;
    private MockFilterChain behind = new MockFilterChain();

    SecurityFiltersTest() {
        state.set(
                new AccessList(
                        1,
                        List.of(
                                key(1, INGEST, Scope.INGEST),
                                key(2, READ, Scope.READ),
                                key(3, WRITE, Scope.WRITE)),
                        List.of(tokens.publicKey()),
                        List.of(),
                        List.of()));
    }

    private static AccessList.Key key(long id, String key, Scope scope) {
        return new AccessList.Key(id, "k" + id, Hashes.sha256(key), Set.of(scope), null);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET, /open/page, -, 200",
                "GET, /open/page, nonsense, 200",
                "GET, /actuator/health, -, 200",
                "GET, /actuator/health/readiness, -, 200",
                "GET, /actuator/prometheus, -, 401",
                "GET, /actuator/prometheus, slk_read, 200",
                "GET, /actuator/prometheus, slk_ingest, 403",
                "GET, /rules, -, 401",
                "GET, /rules, nonsense, 401",
                "GET, /rules, slk_unknown, 401",
                "GET, /rules, slk_read, 200",
                "GET, /rules, viewer, 200",
                "POST, /rules, viewer, 403",
                "POST, /rules, slk_read, 403",
                "POST, /rules, slk_write, 200",
                "DELETE, /rules/7, operator, 200",
                "POST, /ingest, slk_ingest, 200",
                "POST, /ingest/shop, operator, 200",
                "POST, /ingest/shop, viewer, 403",
                "POST, /ingest, slk_read, 403",
                "GET, /users, operator, 403",
                "GET, /users, slk_write, 403",
                "GET, /users, admin, 200",
                "POST, /users, admin, 200",
                "POST, /forgotten, operator, 403",
                "POST, /forgotten, admin, 200",
                "GET, /forgotten, viewer, 200",
                "HEAD, /rules, slk_read, 200",
                "PATCH, /rules/1, slk_read, 403",
            })
    void letsInWhoHasWhatTheRouteAsksFor(String method, String path, String who, int status)
            throws Exception {
        String credential =
                who == null || who.startsWith("slk_") || who.equals("nonsense")
                        ? who
                        : tokens.sign(tokens.claims("ada", who, NOON));

        MockHttpServletResponse answer = answer(required(), request(method, path, credential));

        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(behind.getRequest() != null).isEqualTo(status == 200);
    }

    @Test
    void saysWhoMayAndHow() throws Exception {
        MockHttpServletResponse nobody = answer(required(), request("GET", "/rules", null));
        assertThat(nobody.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(nobody.getContentType()).isEqualTo("application/problem+json");
        assertThat(nobody.getContentAsString()).contains("\"status\":401", "Authorization: Bearer");
        assertThat(nobody.getHeader("Set-Cookie")).isNull();

        MockHttpServletResponse lesser = answer(required(), request("POST", "/rules", READ));
        assertThat(lesser.getContentAsString())
                .contains("key:k2 may not POST /rules", "the role operator");
    }

    @Test
    void tellsBrowsersToTakeNothingForWhatItIsNot() throws Exception {
        MockHttpServletRequest secured = request("GET", "/rules", READ);
        secured.setSecure(true);
        for (MockHttpServletResponse answer :
                List.of(
                        answer(required(), request("GET", "/rules", READ)),
                        answer(required(), request("GET", "/rules", null)),
                        answer(required(), secured))) {
            assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.getHeader("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("same-origin");
        }
        assertThat(answer(required(), secured).getHeader("Strict-Transport-Security"))
                .contains("max-age");
        assertThat(answer(required(), request("GET", "/rules", READ)).getHeaderNames())
                .doesNotContain("Strict-Transport-Security");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users/../rules", "//users", "/rules;x=/users", "/rules%2f..%2fusers"})
    void refusesPathsThatCanBeReadInTwoWays(String path) throws Exception {
        assertThat(answer(required(), request("GET", path, READ)).getStatus()).isEqualTo(400);
    }

    @Test
    void takesAKeyTheWayAgentsSendIt() throws Exception {
        assertThat(ingestWith("Authorization", "Splunk " + INGEST)).isEqualTo(200);
        assertThat(ingestWith("Authorization", "ApiKey " + INGEST)).isEqualTo(200);
        assertThat(ingestWith("Authorization", "bearer  " + INGEST)).isEqualTo(200);
        assertThat(ingestWith("Authorization", INGEST)).isEqualTo(200);
        assertThat(ingestWith("Authorization", "Basic " + base64("agent:" + INGEST)))
                .isEqualTo(200);
        assertThat(ingestWith("Authorization", "Basic " + base64(INGEST + ":"))).isEqualTo(200);
        assertThat(ingestWith("X-API-Key", INGEST)).isEqualTo(200);
        assertThat(ingestWith("DD-API-KEY", INGEST)).isEqualTo(200);
        assertThat(ingestWith("Authorization", "Basic " + base64("agent:wrong"))).isEqualTo(401);
        assertThat(ingestWith("Authorization", "Basic %%%")).isEqualTo(401);
    }

    private int ingestWith(String header, String value) throws Exception {
        MockHttpServletRequest request = request("POST", "/ingest", null);
        request.addHeader(header, value);
        return answer(required(), request).getStatus();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void namesTheCallerToWhatIsBehind() throws Exception {
        String token = tokens.sign(tokens.claims("ada", "viewer", NOON));

        assertThat(principalOf(required(), request("GET", "/rules", token))).isEqualTo("ada");

        assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
        assertThat(Actor.current()).isNull();
    }

    @Test
    void asksNobodyWhereNothingIsRequired() throws Exception {
        SecurityProperties none = Settings.of();

        assertThat(answer(none, request("POST", "/users", null)).getStatus()).isEqualTo(200);
        assertThat(principalOf(none, request("POST", "/users", null))).isEqualTo("operator");
        assertThat(answer(none, request("POST", "/users", "nonsense")).getStatus()).isEqualTo(200);
    }

    @Test
    void letsWaitInsteadOfRefusingBeforeItKnowsTheKeys() throws Exception {
        Authenticator ignorant =
                new Authenticator(new AccessState(), new UsedKeys(), Settings.of().oidc(), clock);
        FilterChainProxy filters =
                SecurityConfiguration.filters(
                        Settings.of("authentication", "required"), RULES, ignorant);

        MockHttpServletResponse answer = new MockHttpServletResponse();
        filters.doFilter(request("POST", "/ingest", INGEST), answer, new MockFilterChain());

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("2");
    }

    @Test
    void limitsAKeyAUserAndAnAddressEachForItself() throws Exception {
        SecurityProperties few =
                Settings.of(
                        "authentication", "required",
                        "rate-limits.key", "1",
                        "rate-limits.user", "1",
                        "rate-limits.address", "1");
        FilterChainProxy filters = chain(few);
        String ada = tokens.sign(tokens.claims("ada", "viewer", NOON));
        String bob = tokens.sign(tokens.claims("bob", "viewer", NOON));

        assertThat(refusedOf(filters, 40, READ)).isBetween(25, 30);
        assertThat(refusedOf(filters, 40, ada)).isBetween(25, 30);
        assertThat(refusedOf(filters, 5, bob)).isZero();
        assertThat(refusedOf(filters, 40, "nonsense")).isBetween(25, 30);
        assertThat(refusedOf(filters, 5, WRITE)).isZero();

        MockHttpServletResponse answer = new MockHttpServletResponse();
        filters.doFilter(request("GET", "/rules", READ), answer, new MockFilterChain());
        assertThat(answer.getStatus()).isEqualTo(429);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
        MockHttpServletResponse probe = new MockHttpServletResponse();
        filters.doFilter(request("GET", "/actuator/health", null), probe, new MockFilterChain());
        assertThat(probe.getStatus()).isEqualTo(200);
    }

    private static int refusedOf(FilterChainProxy filters, int requests, String credential)
            throws Exception {
        int refused = 0;
        for (int i = 0; i < requests; i++) {
            MockHttpServletResponse answer = new MockHttpServletResponse();
            filters.doFilter(request("GET", "/rules", credential), answer, new MockFilterChain());
            refused += answer.getStatus() == 429 ? 1 : 0;
        }
        return refused;
    }

    private static SecurityProperties required() {
        return Settings.of("authentication", "required");
    }

    private FilterChainProxy chain(SecurityProperties properties) throws Exception {
        return SecurityConfiguration.filters(
                properties,
                RULES,
                new Authenticator(state, new UsedKeys(), properties.oidc(), clock));
    }

    private MockHttpServletResponse answer(
            SecurityProperties properties, MockHttpServletRequest request) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        behind = new MockFilterChain();
        chain(properties).doFilter(request, response, behind);
        return response;
    }

    private String principalOf(SecurityProperties properties, MockHttpServletRequest request)
            throws Exception {
        AtomicReference<String> name = new AtomicReference<>("");
        chain(properties)
                .doFilter(
                        request,
                        new MockHttpServletResponse(),
                        (seen, _) ->
                                name.set(((HttpServletRequest) seen).getUserPrincipal().getName()));
        return name.get();
    }

    private static MockHttpServletRequest request(String method, String path, String credential) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        if (credential != null) {
            request.addHeader("Authorization", "Bearer " + credential);
        }
        return request;
    }
}
