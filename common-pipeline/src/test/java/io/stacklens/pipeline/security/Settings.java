package io.stacklens.pipeline.security;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.HashMap;
import java.util.Map;

/** The settings with their defaults, some of them set. */
final class Settings {

    private Settings() {}

    /**
     * Binds them.
     *
     * @param namesAndValues below {@code stacklens.security}, in turn
     */
    static SecurityProperties of(String... namesAndValues) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put("stacklens.security." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(map))
                .bindOrCreate("stacklens.security", SecurityProperties.class);
    }
}
