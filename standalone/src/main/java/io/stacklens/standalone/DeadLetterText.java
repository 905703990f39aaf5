package io.stacklens.standalone;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Dead letters of the dashboard's API as lines for people. */
final class DeadLetterText {

    private static final int PREVIEW = 60;

    private DeadLetterText() {}

    static String line(JsonNode letter) {
        String preview = text(letter, "preview");
        return "%s  %-26s %-20s %-12s %7d B  %s%s"
                .formatted(
                        text(letter, "time")
                                .substring(0, Math.min(19, text(letter, "time").length())),
                        text(letter, "id"),
                        text(letter, "stage"),
                        text(letter, "reason"),
                        letter.path("size").asLong(),
                        letter.path("replay").isObject() ? "[replayed] " : "",
                        preview.length() > PREVIEW ? preview.substring(0, PREVIEW) + "…" : preview);
    }

    static String group(JsonNode group) {
        return "%8d  %-20s %-12s %-16s newest %s"
                .formatted(
                        group.path("count").asLong(),
                        text(group, "stage"),
                        text(group, "reason"),
                        text(group, "topic"),
                        text(group, "newest"));
    }

    static List<String> whole(JsonNode letter) {
        List<String> lines = new ArrayList<>();
        for (String field :
                List.of(
                        "id",
                        "stage",
                        "reason",
                        "error_class",
                        "error",
                        "time",
                        "attempts",
                        "size")) {
            lines.add("%-12s%s".formatted(field, text(letter, field)));
        }
        if (letter.path("replay").isObject()) {
            lines.add("%-12s%s".formatted("replayed", text(letter.path("replay"), "replayed_at")));
        }
        if (letter.path("redacted").asBoolean()) {
            lines.add(
                    "%-12s%s".formatted("redacted", "secrets are left out; --original shows them"));
        }
        lines.add("headers");
        for (Map.Entry<String, JsonNode> header : letter.path("headers").properties()) {
            lines.add("  %s: %s".formatted(header.getKey(), header.getValue().asString("")));
        }
        addJson(lines, "envelope", letter.path("envelope"));
        addJson(lines, "decoded", letter.path("decoded"));
        if (letter.path("text").isString()) {
            lines.add("text");
            lines.add("  " + text(letter, "text"));
        }
        lines.add("hex");
        letter.path("hex").forEach(line -> lines.add("  " + line.asString("")));
        return lines;
    }

    static String outcome(JsonNode item) {
        String outcome = text(item, "outcome");
        String detail =
                outcome.equals("replayed") ? "to " + text(item, "topic") : text(item, "detail");
        return "%s  %s: %s".formatted(text(item, "id"), outcome, detail);
    }

    private static void addJson(List<String> lines, String name, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return;
        }
        lines.add(name);
        value.toPrettyString().lines().forEach(line -> lines.add("  " + line));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
