package io.stacklens.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.stacklens.e2e.access.Matrix;
import io.stacklens.e2e.access.Route;
import io.stacklens.e2e.access.StartedServices;
import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.ApiClient.Answer;
import io.stacklens.e2e.client.Ingest;
import io.stacklens.pipeline.security.Access;
import io.stacklens.standalone.Service;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The whole platform when it asks for credentials, and every route of it. */
@Order(SharedPlatform.RESTARTING)
@ResourceLock(SharedPlatform.RUNNING)
class AccessIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ADMIN_PASSWORD = "the first password";

    private static final SharedPlatform PLATFORM = SharedPlatform.get();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Credentials by who has them. */
    private static final Map<String, String> CREDENTIALS = new LinkedHashMap<>();

    private static final Map<String, Set<Access>> HAS =
            Map.of(
                    "viewer", Set.of(Access.READ),
                    "operator", Set.of(Access.READ, Access.WRITE, Access.INGEST),
                    "admin", Set.of(Access.READ, Access.WRITE, Access.INGEST, Access.ADMIN),
                    "ingest", Set.of(Access.INGEST),
                    "read", Set.of(Access.READ),
                    "write", Set.of(Access.WRITE));

    @BeforeAll
    static void askForCredentials() {
        PLATFORM.restart(
                Map.of(
                        "stacklens.security.authentication", "required",
                        "stacklens.security.admin.initial-password", ADMIN_PASSWORD,
                        "stacklens.security.rate-limits.address", "0",
                        "stacklens.security.rate-limits.user", "0",
                        "stacklens.security.rate-limits.key", "0"));
        CREDENTIALS.put("admin", login("admin", ADMIN_PASSWORD));
        try (ApiClient admin = as("admin")) {
            for (String role : List.of("viewer", "operator")) {
                Answer added =
                        admin.post(
                                "/users",
                                """
                                {"username": "%1$s", "role": "%1$s", "password": "password of %1$s"}\
                                """
                                        .formatted(role));
                assertThat(added.status()).as(added.body()).isEqualTo(201);
                CREDENTIALS.put(role, login(role, "password of " + role));
            }
            for (String scope : List.of("ingest", "read", "write")) {
                CREDENTIALS.put(scope, makeKey(admin, scope).path("key").asString());
            }
        }
        // The collector and the others hear of it.
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            for (Service service : Service.values()) {
                                assertThat(status(service, "GET", "/actuator/info", "read"))
                                        .as(service.name())
                                        .isEqualTo(200);
                            }
                        });
    }

    @AfterAll
    static void askNobody() {
        PLATFORM.restart();
        HTTP.close();
    }

    @Test
    void takesLinesByKeyAndShowsThemToWhoSignedIn() throws Exception {
        String run = PLATFORM.newRun();
        try (Ingest agent = PLATFORM.ingest();
                ApiClient viewer = as("viewer");
                ApiClient nobody = PLATFORM.api()) {
            byte[] line = ("hello " + run).getBytes(StandardCharsets.UTF_8);
            assertThat(agent.post("/ingest/shop", line).status()).isEqualTo(401);
            assertThat(agent.post("/ingest/shop", line, bearer("read")).status()).isEqualTo(403);
            assertThat(agent.post("/ingest/shop", line, bearer("ingest")).accepted()).isEqualTo(1);

            await().atMost(SOON).until(() -> viewer.count(run) == 1);
            assertThat(nobody.page("/api/v1/logs/count").status()).isEqualTo(401);
            assertThat(nobody.page("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesARevokedKeyAtTheCollectorSoon() throws Exception {
        try (Ingest agent = PLATFORM.ingest();
                ApiClient admin = as("admin")) {
            var made = makeKey(admin, "ingest");
            String[] header = {"Authorization", "Bearer " + made.path("key").asString()};
            byte[] line = "kept".getBytes(StandardCharsets.UTF_8);
            await().atMost(SOON).until(() -> agent.post("/ingest", line, header).isOk());

            Answer revoked = admin.delete("/api-keys/" + made.path("id").asLong());

            assertThat(revoked.status()).isEqualTo(204);
            long begin = System.nanoTime();
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> agent.post("/ingest", line, header).status() == 401);
            System.out.printf(
                    "a revoked key was refused after %d ms%n",
                    (System.nanoTime() - begin) / 1_000_000);
        }
    }

    @Test
    void asksTheOtherServicesForTheCaller() {
        String dryRun = "{\"lines\": [\"a=1\"]}";
        try (ApiClient viewer = as("viewer");
                ApiClient operator = as("operator")) {
            assertThat(viewer.page("/api/v1/pipelines").status()).isEqualTo(200);
            assertThat(viewer.post("/pipelines/dry-run", dryRun).status()).isEqualTo(403);
            assertThat(operator.post("/pipelines/dry-run", dryRun).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesOnEveryRouteWhoMayNot() throws Exception {
        String expired = expiredToken();
        List<String> wrong = new ArrayList<>();
        for (Route route : Route.all()) {
            if (route.needed() == Access.OPEN) {
                // Without a token to refresh by, that one says 401 by itself.
                boolean refresh = route.path().endsWith("/auth/refresh");
                expect(
                        wrong,
                        route,
                        "nobody",
                        null,
                        false,
                        refresh ? Set.of(403) : Set.of(401, 403));
                continue;
            }
            expect(wrong, route, "nobody", null, true, Set.of(401));
            expect(wrong, route, "a wrong key", "slk_wrong", true, Set.of(401));
            expect(wrong, route, "a wrong token", "a.b.c", true, Set.of(401));
            expect(wrong, route, "an expired token", expired, true, Set.of(401));
            for (Map.Entry<String, Set<Access>> caller : HAS.entrySet()) {
                String credential = CREDENTIALS.get(caller.getKey());
                if (!caller.getValue().contains(route.needed())) {
                    expect(wrong, route, caller.getKey(), credential, true, Set.of(403));
                } else if (route.method().equals("GET")) {
                    expect(wrong, route, caller.getKey(), credential, false, Set.of(401, 403));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void leavesOpenOnlyWhatHasNothingToHide() {
        assertThat(Route.all().stream().filter(route -> route.needed() == Access.OPEN))
                .extracting(route -> route.method() + " " + route.path())
                .allMatch(
                        route ->
                                route.matches(
                                        "GET /health|GET /actuator/health(/.*)?|(GET|POST)"
                                            + " /error|POST /api/v1/auth/(login|refresh|logout)|GET"
                                            + " /api/v1/auth/(me|config)|GET"
                                            + " /(v3/api-docs|swagger-ui).*|GET"
                                            + " /(?!api|actuator)[a-z.-]*(/\\*\\*)?" // pages
                                                // They lead to /api/v1.
                                                + "|(GET|POST) /(metrics|alerts)(/\\*\\*)?"
                                                + "|(GET|POST) /health-status"),
                        "opens a page, a description, a probe or the way in");
        assertThat(
                        Route.all().stream()
                                .filter(route -> route.needed() == Access.READ)
                                .filter(route -> !route.method().equals("GET"))
                                .map(route -> route.method() + " " + route.path()))
                .as("what viewers may send")
                .containsExactlyInAnyOrder("POST /api/v1/query", "POST /api/v1/auth/password");
    }

    @Test
    void isDescribedAsItIs() throws IOException {
        String expected = Matrix.document(Route.all());
        if (Boolean.getBoolean("stacklens.docs.write")) {
            Matrix.write(expected);
        }
        assertThat(Matrix.found())
                .as(
                        "docs/authorization.md (write it: mvn -pl e2e verify -Dit.test=AccessIT"
                                + " -Dstacklens.docs.write=true)")
                .isEqualTo(expected);
    }

    @Nested
    class OnThePage extends PagesByRole {

        OnThePage() {
            super(PLATFORM, ADMIN_PASSWORD);
        }

        @Override
        String credential(String who) {
            return CREDENTIALS.get(who);
        }
    }

    private static void expect(
            List<String> wrong,
            Route route,
            String who,
            String credential,
            boolean isIn,
            Set<Integer> statuses)
            throws Exception {
        int status = statusOf(route.service(), route.method(), route.example(), credential);
        if (statuses.contains(status) != isIn) {
            wrong.add(
                    "%s by %s: %d (expected: %s%s)"
                            .formatted(route, who, status, isIn ? "" : "none of ", statuses));
        }
    }

    private static int status(Service service, String method, String path, String who)
            throws Exception {
        return statusOf(service, method, path, CREDENTIALS.get(who));
    }

    private static int statusOf(Service service, String method, String path, String credential)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(PLATFORM.address(service) + path.replace(" ", "%20")))
                        .timeout(SOON)
                        .method(method, BodyPublishers.noBody());
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        // Some answers never end.
        HttpResponse<InputStream> response =
                HTTP.send(request.build(), BodyHandlers.ofInputStream());
        response.body().close();
        return response.statusCode();
    }

    /** Rightly signed, by a key that the platform knows, but of an hour ago. */
    private static String expiredToken() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        JdbcClient jdbc = StartedServices.context("dashboard").getBean(JdbcClient.class);
        jdbc.sql(
                        "insert into signing_keys (id, public_key, expires_at)"
                                + " values ('of-the-test', :key, now() + interval '1 hour')")
                .param("key", Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()))
                .update();
        String valid = token(keys, Instant.now());
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            for (Service service : Service.values()) {
                                assertThat(statusOf(service, "GET", "/actuator/info", valid))
                                        .isEqualTo(200);
                            }
                        });
        return token(keys, Instant.now().minusSeconds(3600));
    }

    private static String token(KeyPair keys, Instant issuedAt) throws Exception {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("of-the-test").build(),
                        new JWTClaimsSet.Builder()
                                .audience("stacklens")
                                .subject("eve")
                                .claim("role", "admin")
                                .claim("iat_ms", issuedAt.toEpochMilli())
                                .expirationTime(Date.from(issuedAt.plusSeconds(900)))
                                .build());
        token.sign(new ECDSASigner((ECPrivateKey) keys.getPrivate()));
        return token.serialize();
    }

    private static ApiClient as(String who) {
        return PLATFORM.apiAs(CREDENTIALS.get(who));
    }

    private static String[] bearer(String who) {
        return new String[] {"Authorization", "Bearer " + CREDENTIALS.get(who)};
    }

    private static String login(String username, String password) {
        try (ApiClient nobody = PLATFORM.api()) {
            Answer answer =
                    nobody.post(
                            "/auth/login",
                            "{\"username\": \"%s\", \"password\": \"%s\"}"
                                    .formatted(username, password));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            return answer.json().path("access_token").asString();
        }
    }

    private static JsonNode makeKey(ApiClient admin, String scope) {
        Answer made =
                admin.post(
                        "/api-keys",
                        "{\"name\": \"%1$s\", \"scopes\": [\"%1$s\"]}".formatted(scope));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json();
    }
}
