package io.stacklens.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.json.Json;
import io.stacklens.standalone.Arguments.UsageException;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code dead-letters list|summary|show ID|replay ID…}: what could not be handled, and the way
 * back, by the dashboard's API.
 */
record DeadLettersCommand(PrintStream out) implements Command {

    private static final Set<String> FILTERS =
            Set.of("stage", "topic", "reason", "from", "to", "text");
    private static final String JSON = "json";
    private static final String ORIGINAL = "original";
    private static final String EXPECTED = "list, summary, show ID or replay ID…";

    @Override
    public int run(List<String> line) throws Exception {
        Set<String> valued = new HashSet<>(FILTERS);
        valued.addAll(Set.of(UpOptions.DATA_DIR, "url", "limit"));
        valued.addAll(Set.of("edit", "edit-bytes", "service", "by"));
        Arguments arguments = Arguments.parse(line, valued, Set.of(JSON, ORIGINAL));
        List<String> words = arguments.words();
        String action = words.isEmpty() ? "" : words.getFirst();
        List<String> ids = words.isEmpty() ? words : words.subList(1, words.size());
        URI api = api(arguments);
        try (HttpClient http = HttpClient.newHttpClient()) {
            Asking asking = new Asking(http, api);
            return switch (action) {
                case "list" -> list(asking, arguments, ids);
                case "summary" -> summary(asking, arguments, ids);
                case "show" -> show(asking, arguments, ids);
                case "replay" -> replay(asking, arguments, ids);
                default -> throw new UsageException("%s (expected: %s)".formatted(words, EXPECTED));
            };
        } catch (ConnectException | HttpConnectTimeoutException e) {
            out.println("no dashboard answers at " + api);
            return 1;
        } catch (RefusedException e) {
            out.println(e.getMessage());
            return 1;
        }
    }

    private static URI api(Arguments arguments) {
        String base =
                arguments
                        .value("url")
                        .orElseGet(
                                () ->
                                        "http://127.0.0.1:%d"
                                                .formatted(
                                                        RunState.running(
                                                                        UpOptions.dataDir(
                                                                                arguments))
                                                                .map(RunState::ports)
                                                                .orElseGet(StackPorts::usual)
                                                                .port(Service.DASHBOARD)));
        return URI.create(base.replaceFirst("/$", "") + "/api/v1/dead-letters");
    }

    private int list(Asking asking, Arguments arguments, List<String> words)
            throws IOException, InterruptedException {
        requireNoWords(words);
        StringBuilder query = new StringBuilder("?limit=" + limit(arguments));
        filter(arguments)
                .forEach(
                        (name, value) ->
                                query.append('&')
                                        .append(name)
                                        .append('=')
                                        .append(URLEncoder.encode(value, UTF_8)));
        JsonNode answer = asking.get(query.toString());
        if (arguments.has(JSON)) {
            answer.path("items").forEach(out::println);
            return 0;
        }
        answer.path("items").forEach(letter -> out.println(DeadLetterText.line(letter)));
        if (!answer.path("next_cursor").isNull()) {
            out.println(
                    "there are more: --limit, --stage, --topic, --reason, --from, --to, --text");
        }
        return 0;
    }

    private int summary(Asking asking, Arguments arguments, List<String> words)
            throws IOException, InterruptedException {
        requireNoWords(words);
        JsonNode answer = asking.get("/summary");
        if (arguments.has(JSON)) {
            out.println(answer);
            return 0;
        }
        for (JsonNode group : answer.path("items")) {
            out.println(DeadLetterText.group(group));
        }
        out.println(
                "%d in all%s"
                        .formatted(
                                answer.path("total").asLong(),
                                answer.path("complete").asBoolean() ? "" : ", still counting"));
        return 0;
    }

    private int show(Asking asking, Arguments arguments, List<String> ids)
            throws IOException, InterruptedException {
        if (ids.size() != 1) {
            throw new UsageException("%s (expected: the id of a dead letter)".formatted(ids));
        }
        String id = URLEncoder.encode(ids.getFirst(), UTF_8);
        JsonNode letter = asking.get("/" + id + (arguments.has(ORIGINAL) ? "/original" : ""));
        if (arguments.has(JSON)) {
            out.println(letter);
        } else {
            DeadLetterText.whole(letter).forEach(out::println);
        }
        return 0;
    }

    private int replay(Asking asking, Arguments arguments, List<String> ids)
            throws IOException, InterruptedException {
        Map<String, Object> request = new LinkedHashMap<>();
        Map<String, String> filter = filter(arguments);
        if (ids.isEmpty() == filter.isEmpty()) {
            throw new UsageException(
                    "replay %s with %s (expected: ids, or --%s)"
                            .formatted(ids, filter, String.join(", --", FILTERS)));
        }
        if (ids.isEmpty()) {
            request.put("filter", filter);
            request.put("limit", limit(arguments));
        } else {
            request.put("ids", ids);
        }
        Map<String, String> edit = edit(arguments);
        if (!edit.isEmpty()) {
            if (ids.size() != 1) {
                throw new UsageException("an edit for %s (expected: one id)".formatted(ids));
            }
            request.put("edited", Map.of(ids.getFirst(), edit));
        }
        arguments.value("by").ifPresent(by -> request.put("by", by));
        JsonNode answer = asking.post("/replay", Json.write(request));
        List<JsonNode> open = new ArrayList<>();
        for (JsonNode item : answer.path("items")) {
            out.println(arguments.has(JSON) ? item.toString() : DeadLetterText.outcome(item));
            if (!item.path("outcome").asString().equals("replayed")) {
                open.add(item);
            }
        }
        if (!arguments.has(JSON)) {
            out.println("replayed %d".formatted(answer.path("replayed").asLong()));
        }
        return open.isEmpty() ? 0 : 1;
    }

    private static Map<String, String> edit(Arguments arguments) throws IOException {
        Map<String, String> edit = new HashMap<>();
        if (arguments.value("edit").isPresent()) {
            String text = new String(read(arguments.value("edit").get()), UTF_8);
            edit.put("body", text.replaceFirst("\\R$", "")); // which the editor added
        }
        if (arguments.value("edit-bytes").isPresent()) {
            byte[] bytes = read(arguments.value("edit-bytes").get());
            edit.put("bytes_base64", Base64.getEncoder().encodeToString(bytes));
        }
        arguments.value("service").ifPresent(service -> edit.put("service", service));
        return edit;
    }

    private static byte[] read(String file) throws IOException {
        Path path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new UsageException("cannot read %s (expected: a file)".formatted(file));
        }
        return Files.readAllBytes(path);
    }

    private static Map<String, String> filter(Arguments arguments) {
        Map<String, String> filter = new LinkedHashMap<>();
        FILTERS.stream()
                .sorted()
                .forEach(name -> arguments.value(name).ifPresent(value -> filter.put(name, value)));
        return filter;
    }

    private static int limit(Arguments arguments) {
        return arguments.number("limit").orElse(100);
    }

    private static void requireNoWords(List<String> words) {
        if (!words.isEmpty()) {
            throw new UsageException("%s (expected: options only)".formatted(words));
        }
    }

    /** An answer other than 200; the message is what it says. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    private record Asking(HttpClient http, URI api) {

        JsonNode get(String path) throws IOException, InterruptedException {
            return ask(ApiKey.request(URI.create(api + path)).GET().build());
        }

        JsonNode post(String path, byte[] json) throws IOException, InterruptedException {
            return ask(
                    ApiKey.request(URI.create(api + path))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(json))
                            .build());
        }

        private JsonNode ask(HttpRequest request) throws IOException, InterruptedException {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new RefusedException(
                        "%d: %s%s"
                                .formatted(
                                        response.statusCode(),
                                        new String(response.body(), UTF_8),
                                        ApiKey.hint(response.statusCode())));
            }
            return Json.mapper().readTree(response.body());
        }
    }
}
