package io.stacklens.standalone;

import io.stacklens.embedded.Ports.PortTakenException;
import io.stacklens.pipeline.settings.UnknownSettings;

import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The commands of {@code ./stacklens} that need Java; the script lists them all. */
public final class Main {

    private static final Map<String, Command> COMMANDS =
            Map.of(
                    "up", new Up(System.out),
                    "down", new Down(System.out),
                    "status", new Status(System.out),
                    "send", new Send(System.in, System.out),
                    "parse", new ParseLines(System.in, System.out),
                    "test-rules", new TestRules(System.out),
                    "topic", new PrintTopic(System.out),
                    "dead-letters", new DeadLettersCommand(System.out));

    private Main() {}

    public static void main(String[] args) {
        // The broker's threads are not daemons, so only an explicit exit ends the process.
        System.exit(run(List.of(args)));
    }

    private static int run(List<String> args) {
        Command command = args.isEmpty() ? null : COMMANDS.get(args.getFirst());
        if (command == null) {
            System.err.println(
                    "%s (expected: one of %s)"
                            .formatted(args, Arrays.toString(COMMANDS.keySet().toArray())));
            return 2;
        }
        try {
            return command.run(args.subList(1, args.size()));
        } catch (Arguments.UsageException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (PortTakenException e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (Exception e) { // the last place that can say what went wrong
            LoggerFactory.getLogger(Main.class).error("{} failed", args.getFirst(), e);
            System.err.println(sentence(e));
            return 1;
        }
    }

    /** What failed and why: the outermost message and the innermost; the log has all between. */
    private static String sentence(Throwable e) {
        if (e.getCause() == null) {
            return String.valueOf(e.getMessage());
        }
        Throwable root = e.getCause();
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof UnboundConfigurationPropertiesException unknown) {
            return UnknownSettings.sentence(unknown);
        }
        return e.getMessage() + ": " + root;
    }
}
