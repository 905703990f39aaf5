package io.stacklens.standalone;

import io.stacklens.pipeline.security.OpenPort;
import io.stacklens.pipeline.security.OpenPortException;
import io.stacklens.pipeline.security.SecurityProperties.Authentication;
import io.stacklens.pipeline.settings.SettingsTrial;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a stack is started.
 *
 * @param dataDir holds the data, the log and the state of the running process
 * @param bind the address that the services listen on; the loopback address needs no credentials
 * @param settings further settings for all services, as in their configuration files
 */
public record StackOptions(
        Path dataDir, StackPorts ports, String bind, Map<String, String> settings) {

    static final String AUTHENTICATION = "stacklens.security.authentication";
    static final String REQUIRED = "required";

    private static final String INITIAL_PASSWORD = "stacklens.security.admin.initial-password";

    public StackOptions {
        settings = Map.copyOf(settings);
    }

    public static StackOptions defaults(Path dataDir) {
        return new StackOptions(dataDir, StackPorts.usual(), "127.0.0.1", Map.of());
    }

    public StackOptions withDataDir(Path newDataDir) {
        return new StackOptions(newDataDir, ports, bind, settings);
    }

    public StackOptions withPorts(StackPorts newPorts) {
        return new StackOptions(dataDir, newPorts, bind, settings);
    }

    public StackOptions withBind(String newBind) {
        return new StackOptions(dataDir, ports, newBind, settings);
    }

    /** Whether users and keys are asked for. */
    boolean asksForCredentials() {
        return REQUIRED.equalsIgnoreCase(setting(AUTHENTICATION));
    }

    /** The password of the first user, or a blank text for a random one. */
    String initialPassword() {
        return setting(INITIAL_PASSWORD);
    }

    /** Says in one sentence what six services would else say one after the other. */
    void refuseOpenPorts() {
        try {
            String authentication = setting(AUTHENTICATION);
            OpenPort.refuse(
                    bind,
                    authentication.isEmpty()
                            ? Authentication.NONE
                            : Authentication.valueOf(authentication.toUpperCase(Locale.ROOT)));
        } catch (OpenPortException e) {
            throw new Arguments.UsageException("--bind %s: %s".formatted(bind, e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new Arguments.UsageException(
                    "%s: %s (expected: none, required or unprotected)"
                            .formatted(AUTHENTICATION, setting(AUTHENTICATION)));
        }
    }

    /** Says what is wrong with any service's settings before anything has started. */
    void refuseWrongSettings() {
        List<String> services = Arrays.stream(Service.values()).map(Service::lowerCase).toList();
        List<String> findings = SettingsTrial.findings(services, settings);
        if (!findings.isEmpty()) {
            throw new Arguments.UsageException(String.join("\n", findings));
        }
    }

    /** As the services see it: what is given here outranks the environment. */
    private String setting(String name) {
        String variable = name.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "");
        return settings.getOrDefault(name, System.getenv().getOrDefault(variable, "")).strip();
    }

    public StackOptions with(String setting, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(setting, value);
        return new StackOptions(dataDir, ports, bind, more);
    }
}
