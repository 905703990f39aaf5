package io.stacklens.pipeline.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

class ApiErrorsTest {

    enum Colour {
        RED,
        GREEN
    }

    record Rule(String name, @Positive int windowSeconds, Colour colour) {}

    @RestController
    static class Things {
        @GetMapping("/limited")
        String limited(@RequestParam @Max(10) int limit) {
            return "fine";
        }

        @GetMapping("/coloured")
        String coloured(@RequestParam Colour colour) {
            return "fine";
        }

        @PostMapping("/rules")
        String rule(@RequestBody @Valid Rule rule) {
            return "fine";
        }

        @GetMapping("/missing")
        String missing() {
            throw new NotFoundException("alert", "7");
        }

        @GetMapping("/invalid")
        String invalid() {
            throw new InvalidValueException(
                    "from", "yesterday", "a time such as 2026-01-31T10:00Z");
        }

        @GetMapping("/undecodable")
        String undecodable() {
            throw new InvalidParameterException("Character decoding failed");
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("secret");
        }
    }

    private final MockMvcTester mvc =
            MockMvcTester.create(
                    MockMvcBuilders.standaloneSetup(new Things())
                            .setControllerAdvice(new ApiErrors())
                            .build());

    @Test
    void namesParameterValueAndExpectation() {
        expect(mvc.get().uri("/limited?limit=11").exchange(), 400, "limit", "11", "10");
        expect(mvc.get().uri("/limited?limit=x").exchange(), 400, "limit", "x", "a whole number");
        expect(mvc.get().uri("/limited").exchange(), 400, "limit");
        expect(mvc.get().uri("/coloured?colour=blue").exchange(), 400, "blue", "RED, GREEN");
        expect(mvc.get().uri("/invalid").exchange(), 400, "from", "yesterday", "2026-01-31");
    }

    @Test
    void namesFieldsOfTheBodyAsTheyAreWritten() {
        expect(post("{\"name\":\"a\",\"windowSeconds\":-1}"), 400, "window_seconds", "-1");
        expect(post("{\"windowSeconds\":\"many\"}"), 400, "windowSeconds");
        expect(post("{"), 400, "body");
    }

    @Test
    void explainsABodyThatCannotBeReadWithoutSpeakingOfItsClasses() {
        expectPlain(post("{\"windowSeconds\":\"many\"}"), "many", "a whole number");
        expectPlain(post("{\"windowSeconds\":[1]}"), "windowSeconds", "a whole number");
        expectPlain(post("{\"windowSeconds\":99999999999}"), "windowSeconds", "in range");
        expectPlain(post("{\"name\":{}}"), "name", "a text");
        expectPlain(post("{\"colour\":\"blue\"}"), "colour", "blue", "one of RED, GREEN");
        expectPlain(post("[]"), "body", "an object");
        expectPlain(post("{\"name\":\n  broken}"), "body", "JSON", "line 2");
    }

    private static void expectPlain(MvcTestResult answer, String... words) {
        expect(answer, 400, words);
        assertThat(answer).bodyText().doesNotContain("stacklens", "java", "Source", "token");
    }

    @Test
    void refusesParametersThatAreNotUtf8() {
        expect(mvc.get().uri("/undecodable").exchange(), 400, "UTF-8");
    }

    @Test
    void saysWhatIsNotThere() {
        expect(mvc.get().uri("/missing").exchange(), 404, "no alert '7'");
    }

    @Test
    void keepsTheReasonOfAFailureToItself() {
        MvcTestResult answer = mvc.get().uri("/broken").exchange();

        expect(answer, 500);
        assertThat(answer).bodyText().doesNotContain("secret");
    }

    @Test
    void saysWhichBodyIsExpectedWhereThereIsNone() {
        expect(post(""), 400, "body", "name, window_seconds, colour");
        expect(post("null"), 400, "body", "name, window_seconds, colour");
    }

    private MvcTestResult post(String body) {
        return mvc.post()
                .uri("/rules")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private static void expect(MvcTestResult answer, int status, String... words) {
        assertThat(answer).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        for (String word : words) {
            assertThat(answer).bodyText().contains(word);
        }
    }
}
