package io.stacklens.dashboard.page;

import jakarta.validation.constraints.NotEmpty;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.util.List;

/**
 * The web page.
 *
 * @param locations where its files are, each ending in a slash; a file is taken from the first that
 *     has it, and one outside of the class path is read anew for each request, for work on the page
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.dashboard.page", ignoreUnknownFields = false)
record PageProperties(
        @NotEmpty @DefaultValue("classpath:/dashboard-page/") List<String> locations) {

    PageProperties {
        for (String location : locations) {
            if (!location.endsWith("/")) {
                throw new IllegalArgumentException(
                        "stacklens.dashboard.page.locations: %s (expected: a folder that ends in /)"
                                .formatted(location));
            }
        }
        locations = List.copyOf(locations);
    }

    /** Whether the files change only with the program. */
    boolean areFixed() {
        return locations.stream().allMatch(location -> location.startsWith("classpath:"));
    }
}
