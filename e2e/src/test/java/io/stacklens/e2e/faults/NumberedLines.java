package io.stacklens.e2e.faults;

import io.stacklens.e2e.faults.Ledger.Numbers;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The lines of a run: a number decides what its line says. */
final class NumberedLines {

    private static final List<String> LEVELS =
            List.of("DEBUG", "INFO", "INFO", "INFO", "WARN", "ERROR");
    private static final int SERVICES = 5;

    private final String run;

    NumberedLines(String run) {
        this.run = run;
    }

    /** The number of the line with this body. */
    static int numberOf(String body) {
        return Integer.parseInt(body.substring("work ".length(), body.indexOf(" done")));
    }

    List<String> services() {
        return IntStream.range(0, SERVICES).mapToObj(this::service).toList();
    }

    private String service(int number) {
        return "svc%d-%s".formatted(number % SERVICES, run);
    }

    String json(Numbers numbers) {
        return IntStream.range(numbers.first(), numbers.end())
                .mapToObj(this::json)
                .collect(Collectors.joining("\n"));
    }

    private String json(int number) {
        return "{\"service\":\"%s\",\"level\":\"%s\",\"message\":\"work %d done\",\"run\":\"%s\",\"seq\":%d,\"duration_ms\":%d}"
                .formatted(
                        service(number),
                        LEVELS.get(number % LEVELS.size()),
                        number,
                        run,
                        number,
                        number % 300);
    }

    /** RFC 5424, each line a frame of its own. */
    String syslog(Numbers numbers) {
        return IntStream.range(numbers.first(), numbers.end())
                .mapToObj(this::syslog)
                .collect(Collectors.joining());
    }

    private String syslog(int number) {
        int severity = 3 + number % 4;
        return "<%d>1 - host-%d %s 1 - [n@1 run=\"%s\" seq=\"%d\"] work %d done\n"
                .formatted(16 * 8 + severity, number % 3, service(number), run, number, number);
    }
}
