package io.stacklens.dashboard.saved;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

class SavedQueriesIT {

    private static final String PATH = "/api/v1/saved-queries";

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @Test
    void keepsChangesAndDeletesAQuery() {
        Answer made = add("Kept", "service:shop error", true);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String path = PATH + "/" + made.json().get("id").asLong();
        assertThat(made.header("Location")).isEqualTo(path);
        assertThat(made.json().get("owner").asString()).isEqualTo("operator");

        Answer changed =
                dashboard.put(path, "{\"name\": \"Kept too\", \"q\": \"\", \"shared\": false}");

        assertThat(changed.json().get("name").asString()).isEqualTo("Kept too");
        assertThat(dashboard.get(path).json().get("shared").asBoolean()).isFalse();
        assertThat(dashboard.delete(path).status()).isEqualTo(204);
        assertThat(dashboard.get(path).status()).isEqualTo(404);
    }

    @Test
    void listsOnesOwnAndThoseThatOthersShare() {
        dashboard
                .jdbc()
                .sql(
                        "insert into saved_queries (name, q, owner, shared) values ('hers', 'a',"
                                + " 'ada', true), ('her secret', 'b', 'ada', false)")
                .update();
        add("mine", "c", false);

        JsonNode items = dashboard.get(PATH + "?limit=1000").items();

        assertThat(items.findValuesAsString("name"))
                .contains("hers", "mine")
                .doesNotContain("her secret");
        long hers =
                dashboard
                        .jdbc()
                        .sql("select id from saved_queries where name = 'hers'")
                        .query(Long.class)
                        .single();
        long secret =
                dashboard
                        .jdbc()
                        .sql("select id from saved_queries where name = 'her secret'")
                        .query(Long.class)
                        .single();
        assertThat(dashboard.delete(PATH + "/" + hers).status()).isEqualTo(403);
        assertThat(dashboard.delete(PATH + "/" + secret).status()).isEqualTo(404);
    }

    @Test
    void refusesWhatIsNoQueryAndNamesTheFields() {
        Answer answer = dashboard.post(PATH, "{\"name\": \" \", \"q\": \"(a OR\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").findValuesAsString("field"))
                .containsExactly("name", "q");
    }

    @Test
    void refusesANameThatIsTaken() {
        add("taken", "a", false);

        assertThat(add("taken", "b", false).status()).isEqualTo(409);
    }

    @Test
    void saysThatAListHasNotChanged() {
        Answer first = dashboard.get(PATH);
        String tag = first.header("ETag");

        Answer second = dashboard.send(dashboard.request(PATH).header("If-None-Match", tag).GET());
        add("changes the list", "a", true);
        Answer third = dashboard.send(dashboard.request(PATH).header("If-None-Match", tag).GET());

        assertThat(tag).startsWith("W/\"");
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(third.status()).isEqualTo(200);
    }

    private Answer add(String name, String q, boolean shared) {
        return dashboard.post(
                PATH,
                "{\"name\": \"%s\", \"q\": \"%s\", \"shared\": %s}".formatted(name, q, shared));
    }
}
