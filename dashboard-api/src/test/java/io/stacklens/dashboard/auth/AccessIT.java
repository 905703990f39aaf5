package io.stacklens.dashboard.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;
import io.stacklens.dashboard.users.FirstUser;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tools.jackson.databind.JsonNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Signing in, users, keys and the audit log of a dashboard that asks for credentials. */
class AccessIT {

    private static final String ADMIN_PASSWORD = "the first password";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static RunningDashboard nobody;
    private static RunningDashboard admin;

    @BeforeAll
    static void start() {
        nobody =
                RunningDashboard.start(
                        "secured",
                        "--stacklens.security.authentication=required",
                        "--stacklens.security.admin.initial-password=" + ADMIN_PASSWORD,
                        "--stacklens.security.logins.address-failures=1000",
                        "--stacklens.security.rate-limits.address=1000");
        admin = await().atMost(SOON).until(AccessIT::signInAsAdmin, d -> d != null);
    }

    /** Null until the first user is there. */
    private static RunningDashboard signInAsAdmin() {
        Answer answer = login("admin", ADMIN_PASSWORD);
        return answer.status() == 200 ? as(answer) : null;
    }

    private static Answer login(String username, String password) {
        return nobody.post(
                "/api/v1/auth/login",
                """
                {"username": "%s", "password": "%s", "refresh": "body"}\
                """
                        .formatted(username, password));
    }

    private static RunningDashboard as(Answer login) {
        assertThat(login.status()).as(login.body()).isEqualTo(200);
        return nobody.as(login.json().path("access_token").asString());
    }

    private static long addUser(String name, String role) {
        Answer added =
                admin.post(
                        "/api/v1/users",
                        """
                        {"username": "%s", "role": "%s", "password": "password of %s"}\
                        """
                                .formatted(name, role, name));
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        assertThat(added.body()).doesNotContain("password");
        return added.json().path("id").asLong();
    }

    private static RunningDashboard signIn(String name) {
        return as(login(name, "password of " + name));
    }

    @Test
    void saysWhoOneIs() {
        assertThat(nobody.get("/api/v1/auth/me").json().path("role").isNull()).isTrue();
        assertThat(nobody.get("/api/v1/auth/me").json().path("authentication_required").asBoolean())
                .isTrue();
        assertThat(nobody.get("/api/v1/auth/config").json().path("oidc").isNull()).isTrue();
        JsonNode me = admin.get("/api/v1/auth/me").json();
        assertThat(me.path("username").asString()).isEqualTo("admin");
        assertThat(me.path("role").asString()).isEqualTo("admin");
        assertThat(me.path("authentication").asString()).isEqualTo("password");
    }

    @Test
    void letsEachRoleDoItsPart() {
        addUser("vera", "viewer");
        addUser("oskar", "operator");
        RunningDashboard viewer = signIn("vera");
        RunningDashboard operator = signIn("oskar");
        String rule =
                """
                {"name": "By %s", "metric": "error_rate", "operator": ">", "threshold": 1}\
                """;

        assertThat(nobody.get("/api/v1/alert-rules").status()).isEqualTo(401);
        assertThat(viewer.get("/api/v1/alert-rules").status()).isEqualTo(200);
        assertThat(viewer.post("/api/v1/alert-rules", rule.formatted("vera")).status())
                .isEqualTo(403);
        assertThat(operator.post("/api/v1/alert-rules", rule.formatted("oskar")).status())
                .isEqualTo(201);
        assertThat(operator.get("/api/v1/users").status()).isEqualTo(403);
        assertThat(admin.get("/api/v1/users").status()).isEqualTo(200);

        JsonNode entry = audit("actor=oskar&object=alert_rules").getFirst();
        assertThat(entry.path("action").asString()).isEqualTo("insert");
        assertThat(entry.path("address").asString()).isEqualTo("127.0.0.1");
        assertThat(entry.path("detail").path("name").asString()).isEqualTo("By oskar");
    }

    @Test
    void endsWhatAUserMayAtOnceWhenTheRoleChanges() {
        long id = addUser("rosa", "admin");
        RunningDashboard before = signIn("rosa");
        assertThat(before.get("/api/v1/users").status()).isEqualTo(200);

        assertThat(admin.put("/api/v1/users/" + id, "{\"role\": \"viewer\"}").status())
                .isEqualTo(200);

        assertThat(before.get("/api/v1/users").status()).isEqualTo(401);
        RunningDashboard after = signIn("rosa");
        assertThat(after.get("/api/v1/users").status()).isEqualTo(403);
        assertThat(admin.put("/api/v1/users/" + id, "{\"enabled\": false}").status())
                .isEqualTo(200);
        assertThat(after.get("/api/v1/logs").status()).isEqualTo(401);
        assertThat(login("rosa", "password of rosa").status()).isEqualTo(401);
        JsonNode change = audit("actor=admin&object=users&action=update").getFirst();
        assertThat(change.path("detail").path("enabled").path("to").asBoolean()).isFalse();
        assertThat(change.toString()).doesNotContain("password_hash", "bcrypt", "$2");
    }

    @Test
    void keepsOneAdministrator() {
        JsonNode users = admin.get("/api/v1/users").items();
        long id = users.get(0).path("id").asLong();
        assertThat(users.get(0).path("username").asString()).isEqualTo("admin");

        Answer lesser = admin.put("/api/v1/users/" + id, "{\"role\": \"viewer\"}");
        Answer gone = admin.delete("/api/v1/users/" + id);

        assertThat(List.of(lesser.status(), gone.status())).containsOnly(409);
        assertThat(gone.json().path("detail").asString()).contains("admin stays");
        assertThat(admin.get("/api/v1/users").status()).isEqualTo(200);
    }

    @Test
    void makesAnAdministratorWhereOthersWereAddedWithoutOne() throws SQLException {
        RunningDashboard open = RunningDashboard.shared();
        Answer added =
                open.post(
                        "/api/v1/users",
                        """
                        {"username": "early", "role": "operator", "password": "password of early"}\
                        """);
        String path = added.header("Location");
        assertThat(open.put(path, "{\"role\": \"viewer\"}").status()).isEqualTo(200);

        try (Connection connection = open.connect()) {
            assertThat(FirstUser.make(connection, "")).isPresent();
            assertThat(FirstUser.make(connection, "")).isEmpty();
        }

        JsonNode last = open.get("/api/v1/users").items();
        assertThat(last.findValuesAsString("username")).contains("early", "admin");
        assertThat(open.delete(path).status()).isEqualTo(204);
        open.jdbc().sql("update users set enabled = false where username = 'admin'").update();
        try (Connection connection = open.connect()) {
            assertThat(FirstUser.make(connection, "password of nobody"))
                    .hasValueSatisfying(
                            told -> assertThat(told).contains("admin2", "configured password"));
            assertThat(FirstUser.make(connection, "")).isEmpty();
        }
        open.jdbc().sql("delete from users where username = 'admin2'").update();
        open.jdbc().sql("update users set enabled = true where username = 'admin'").update();
    }

    @Test
    void namesWhatIsWrongWithAUserOrAKey() {
        Answer user =
                admin.post(
                        "/api/v1/users",
                        "{\"username\": \"a b\", \"role\": \"king\", \"password\": \"short\"}");
        assertThat(user.status()).isEqualTo(400);
        assertThat(user.body())
                .contains("username", "a b", "role", "king", "password", "12 to 72 bytes")
                .doesNotContain("short");

        Answer key =
                admin.post(
                        "/api/v1/api-keys",
                        """
                        {"name": "", "scopes": ["all"], "expires_at": "2001-01-01T00:00:00Z"}\
                        """);
        assertThat(key.status()).isEqualTo(400);
        assertThat(key.body()).contains("name", "scopes", "all", "expires_at", "a time to come");
        assertThat(admin.post("/api/v1/api-keys", "{\"name\": \"a\\u0000b\"}").status())
                .isEqualTo(400);
        addUser("twice", "viewer");
        assertThat(
                        admin.post(
                                        "/api/v1/users",
                                        """
                                        {"username": "TWICE", "password": "another long one"}\
                                        """)
                                .status())
                .isEqualTo(409);
    }

    @Test
    void goesOnWithASessionByTokensThatServeOnce() {
        addUser("sam", "viewer");
        Answer login = login("sam", "password of sam");
        String first = login.json().path("refresh_token").asString();
        assertThat(login.header("set-cookie"))
                .contains("stacklens_refresh=" + first, "HttpOnly", "SameSite=Strict")
                .contains("Path=/api/v1/auth");

        Answer second = refresh(first);
        assertThat(as(second).get("/api/v1/logs").status()).isEqualTo(200);
        // Another tab at the same time.
        assertThat(refresh(first).status()).isEqualTo(200);

        // As if ten seconds had passed.
        nobody.jdbc()
                .sql("update refresh_tokens set used_at = used_at - interval '11 seconds'")
                .update();
        assertThat(refresh(first).status()).isEqualTo(401);
        assertThat(refresh(second.json().path("refresh_token").asString()).status())
                .as("the whole session has ended")
                .isEqualTo(401);
        assertThat(audit("actor=sam&action=refresh_reused")).hasSize(1);
    }

    private static Answer refresh(String token) {
        return nobody.post("/api/v1/auth/refresh", "{\"refresh_token\": \"%s\"}".formatted(token));
    }

    @Test
    void goesOnByTheCookieAndEndsByALogout() {
        addUser("cora", "viewer");
        String cookie = login("cora", "password of cora").header("set-cookie").split(";", -1)[0];
        assertThat(nobody.get("/api/v1/auth/me").json().path("has_session").asBoolean()).isFalse();
        assertThat(
                        nobody.send(
                                        nobody.request("/api/v1/auth/me")
                                                .header("Cookie", cookie)
                                                .GET())
                                .json()
                                .path("has_session")
                                .asBoolean())
                .isTrue();

        Answer going =
                nobody.send(
                        nobody.request("/api/v1/auth/refresh")
                                .header("Cookie", cookie)
                                .POST(BodyPublishers.noBody()));
        assertThat(going.status()).as(going.body()).isEqualTo(200);
        assertThat(going.json().path("refresh_token").isNull()).isTrue();
        String next = going.header("set-cookie").split(";", -1)[0];
        Answer out =
                nobody.send(
                        nobody.request("/api/v1/auth/logout")
                                .header("Cookie", next)
                                .POST(BodyPublishers.noBody()));
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("set-cookie")).contains("Max-Age=0");
        assertThat(
                        nobody.send(
                                        nobody.request("/api/v1/auth/refresh")
                                                .header("Cookie", next)
                                                .POST(BodyPublishers.noBody()))
                                .status())
                .isEqualTo(401);
    }

    @Test
    @Timeout(60)
    void aLogoutTakesTheAccessTokenAndTheLiveTailAlong() throws IOException {
        addUser("lotte", "viewer");
        Answer login = login("lotte", "password of lotte");
        RunningDashboard lotte = as(login);
        RunningDashboard elsewhere = signIn("lotte");

        try (BufferedReader tail =
                new BufferedReader(
                        new InputStreamReader(
                                lotte.open("/api/v1/logs/tail"), StandardCharsets.UTF_8))) {
            assertThat(tail.readLine()).isEqualTo(": following");
            assertThat(lotte.post("/api/v1/auth/logout", "{}").status()).isEqualTo(204);

            assertThat(lotte.get("/api/v1/logs").status()).isEqualTo(401);
            assertThat(tail.lines().filter(line -> line.startsWith("event: ")))
                    .as("events until the stream ends")
                    .last()
                    .isEqualTo("event: auth");
        }
        assertThat(refresh(login.json().path("refresh_token").asString()).status()).isEqualTo(401);
        assertThat(elsewhere.get("/api/v1/logs").status()).as("another session").isEqualTo(200);
    }

    @Test
    void changesOnesOwnPassword() {
        addUser("paula", "viewer");
        RunningDashboard before = signIn("paula");

        Answer wrong = change(before, "not the password", "a new long password");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().path("errors").path(0).path("field").asString())
                .isEqualTo("current");
        Answer changed = change(before, "password of paula", "a new long password");

        assertThat(as(changed).get("/api/v1/logs").status()).isEqualTo(200);
        assertThat(before.get("/api/v1/logs").status()).isEqualTo(401);
        assertThat(login("paula", "password of paula").status()).isEqualTo(401);
        assertThat(login("paula", "a new long password").status()).isEqualTo(200);
    }

    private static Answer change(RunningDashboard as, String current, String password) {
        return as.post(
                "/api/v1/auth/password",
                "{\"current\": \"%s\", \"password\": \"%s\"}".formatted(current, password));
    }

    @Test
    void locksAnAccountAfterFailuresWhetherItIsThereOrNot() {
        addUser("lena", "viewer");
        for (String name : List.of("lena", "nobody-of-this-name")) {
            for (int i = 0; i < 5; i++) {
                Answer wrong = login(name, "a wrong password");
                assertThat(wrong.status()).isEqualTo(401);
                assertThat(wrong.json().path("detail").asString())
                        .isEqualTo("user name or password is wrong");
            }
            Answer locked = login(name, "password of lena");
            assertThat(locked.status()).isEqualTo(429);
            assertThat(Integer.parseInt(locked.header("retry-after"))).isBetween(200, 300);
        }
        assertThat(audit("actor=lena&action=login_failed")).hasSize(5);
        assertThat(audit("actor=lena&action=login_locked")).hasSize(1);

        // As if the time had passed.
        nobody.jdbc()
                .sql(
                        "update login_failures set locked_until = locked_until - interval '6 min',"
                            + " since = since - interval '16 min' where subject = 'account:lena'")
                .update();
        assertThat(login("lena", "password of lena").status()).isEqualTo(200);
        assertThat(
                        nobody.jdbc()
                                .sql(
                                        "select count(*) from login_failures where subject like"
                                                + " '%lena'")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void makesKeysThatAreShownOnceAndRevoked() {
        Answer made =
                admin.post(
                        "/api/v1/api-keys",
                        """
                        {"name": "grafana", "scopes": ["read"]}\
                        """);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String secret = made.json().path("key").asString();
        long id = made.json().path("id").asLong();
        assertThat(secret).hasSize(47).startsWith(made.json().path("prefix").asString());
        assertThat(admin.get("/api/v1/api-keys").body()).doesNotContain(secret);
        RunningDashboard key = nobody.as(secret);

        assertThat(key.get("/api/v1/logs").status()).isEqualTo(200);
        assertThat(key.get("/api/v1/auth/me").json().path("authentication").asString())
                .isEqualTo("api_key");
        assertThat(key.post("/api/v1/alert-rules", "{}").status()).isEqualTo(403);
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(
                                                admin.get("/api/v1/api-keys/" + id)
                                                        .json()
                                                        .path("last_used_at")
                                                        .isNull())
                                        .isFalse());

        assertThat(admin.delete("/api/v1/api-keys/" + id).status()).isEqualTo(204);

        assertThat(key.get("/api/v1/logs").status()).isEqualTo(401);
        assertThat(admin.get("/api/v1/api-keys/" + id).json().path("revoked_at").isNull())
                .isFalse();
        assertThat(audit("object=api_keys&actor=admin").toString())
                .contains("grafana")
                .doesNotContain("hash");
    }

    @Test
    void tellsNobodyWhatIsStoredByTheDescriptionOfTheApi() {
        assertThat(nobody.get("/v3/api-docs").status()).isEqualTo(200);
        assertThat(nobody.get("/").status()).isEqualTo(200);
        assertThat(nobody.get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(nobody.get("/actuator/prometheus").status()).isEqualTo(401);
    }

    private static List<JsonNode> audit(String query) {
        Answer answer = admin.get("/api/v1/audit?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return List.copyOf(answer.items().values());
    }
}
