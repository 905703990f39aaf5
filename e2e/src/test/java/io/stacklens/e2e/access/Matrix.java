package io.stacklens.e2e.access;

import io.stacklens.pipeline.security.Access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The table of routes in {@code docs/authorization.md}. */
public final class Matrix {

    private static final Path FILE = Path.of("..", "docs", "authorization.md");
    private static final String BEGIN = "<!-- routes: written by AccessIT from the code -->\n";

    /** Who has what, in the order of the columns. */
    private static final List<Map.Entry<String, Set<Access>>> CALLERS =
            List.of(
                    Map.entry("nobody", Set.of()),
                    Map.entry("viewer", Set.of(Access.READ)),
                    Map.entry("operator", Set.of(Access.READ, Access.WRITE, Access.INGEST)),
                    Map.entry(
                            "admin",
                            Set.of(Access.READ, Access.WRITE, Access.INGEST, Access.ADMIN)),
                    Map.entry("key `ingest`", Set.of(Access.INGEST)),
                    Map.entry("key `read`", Set.of(Access.READ)),
                    Map.entry("key `write`", Set.of(Access.WRITE)));

    private Matrix() {}

    /** The document as it is, up to the table. */
    public static String document(List<Route> routes) throws IOException {
        String now = Files.readString(FILE);
        int begin = now.indexOf(BEGIN);
        if (begin < 0) {
            throw new IOException("%s has no line %s".formatted(FILE, BEGIN));
        }
        return now.substring(0, begin) + BEGIN + table(routes);
    }

    public static String found() throws IOException {
        return Files.readString(FILE);
    }

    public static void write(String document) throws IOException {
        Files.writeString(FILE, document);
    }

    private static String table(List<Route> routes) {
        StringBuilder table = new StringBuilder("\n| service | route | asks for |");
        CALLERS.forEach(caller -> table.append(' ').append(caller.getKey()).append(" |"));
        table.append("\n|").append(" --- |".repeat(3 + CALLERS.size())).append('\n');
        for (Route route : routes) {
            table.append("| ")
                    .append(route.service().name().toLowerCase(Locale.ROOT))
                    .append(" | `")
                    .append(route.method())
                    .append(' ')
                    .append(route.path().replace("|", "\\|"))
                    .append("` | ")
                    .append(route.needed().lowerCase())
                    .append(" |");
            for (Map.Entry<String, Set<Access>> caller : CALLERS) {
                boolean may =
                        route.needed() == Access.OPEN || caller.getValue().contains(route.needed());
                table.append(may ? " yes |" : " |");
            }
            table.append('\n');
        }
        return table.toString();
    }
}
