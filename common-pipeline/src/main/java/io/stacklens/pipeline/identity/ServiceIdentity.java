package io.stacklens.pipeline.identity;

import org.springframework.core.env.Environment;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/**
 * Which service and which instance of it this is.
 *
 * @param name such as {@code parser}
 * @param instance stable over restarts, different for each running instance of the service: the
 *     setting {@code stacklens.instance}, else host name and HTTP port
 */
public record ServiceIdentity(String name, String instance) {

    /** Reads it from {@code spring.application.name} and {@code stacklens.instance}. */
    public static ServiceIdentity of(Environment environment) {
        String instance = environment.getProperty("stacklens.instance", "");
        return new ServiceIdentity(
                environment.getRequiredProperty("spring.application.name"),
                instance.isBlank() ? hostAndPort(environment) : instance);
    }

    private static String hostAndPort(Environment environment) {
        int port = environment.getProperty("server.port", Integer.class, 8080);
        // A port that the system picks tells nothing before it is bound.
        String place =
                port > 0 ? Integer.toString(port) : UUID.randomUUID().toString().substring(0, 8);
        return hostName() + "-" + place;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }
}
