package io.stacklens.pipeline;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts a service by its name: settings come from {@code <name>.yml} over the shared defaults. */
public final class ServiceApplication {

    private ServiceApplication() {}

    /**
     * A builder that several services in one JVM can use side by side.
     *
     * @param application the class annotated with {@link StackLensService}
     * @param name such as {@code parser}: names the settings file, the metrics and the heartbeats
     */
    public static SpringApplicationBuilder of(Class<?> application, String name) {
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .properties("spring.config.name=" + name, "spring.application.name=" + name);
    }
}
