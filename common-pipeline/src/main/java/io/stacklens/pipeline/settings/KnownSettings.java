package io.stacklens.pipeline.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The names of settings that somebody reads, learned while they are read. */
final class KnownSettings {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("stacklens");

    /** More letters than these are no slip. */
    private static final int MOST_SLIPS = 4;

    /** Where a feature's settings begin: those below are refused by whoever reads them. */
    private final Set<ConfigurationPropertyName> features = new HashSet<>();

    private final Set<ConfigurationPropertyName> names = new HashSet<>();

    KnownSettings() {
        names.add(OURS.append("instance")); // read by itself, by ServiceIdentity
    }

    BindHandler learningFrom(BindHandler reading) {
        return new AbstractBindHandler(reading) {
            @Override
            public <T> @Nullable Bindable<T> onStart(
                    ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
                (context.getDepth() == 0 ? features : names).add(name);
                return super.onStart(name, target, context);
            }
        };
    }

    /**
     * What is set below {@code stacklens} and belongs to no feature. The environment is left out,
     * as others use it too.
     */
    List<ConfigurationProperty> unread(Environment environment) {
        UnboundElementsSourceFilter isOurs = new UnboundElementsSourceFilter();
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .filter(isOurs::apply)
                .flatMap(this::unread)
                .distinct()
                .sorted(Comparator.comparing(ConfigurationProperty::getName))
                .toList();
    }

    private Stream<ConfigurationProperty> unread(ConfigurationPropertySource source) {
        return source instanceof IterableConfigurationPropertySource all
                ? all.stream()
                        .filter(OURS::isAncestorOf)
                        .filter(name -> !isRead(name))
                        .flatMap(name -> Stream.ofNullable(all.getConfigurationProperty(name)))
                : Stream.empty();
    }

    private boolean isRead(ConfigurationPropertyName name) {
        return names.contains(name)
                || features.stream()
                        .filter(feature -> !feature.equals(OURS))
                        .anyMatch(feature -> feature.isAncestorOf(name));
    }

    /** The name that was probably meant. */
    Optional<ConfigurationPropertyName> nearest(ConfigurationPropertyName mistyped) {
        return names.stream()
                .filter(name -> slips(name, mistyped) <= MOST_SLIPS)
                .min(
                        Comparator.comparingInt(
                                        (ConfigurationPropertyName name) -> slips(name, mistyped))
                                .thenComparing(Comparator.naturalOrder()));
    }

    private static int slips(ConfigurationPropertyName one, ConfigurationPropertyName other) {
        return slips(one.toString(), other.toString());
    }

    /** How many letters have to be put in, taken out or replaced to make one text the other. */
    private static int slips(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] here = new int[before.length];
            here[0] = i;
            for (int j = 1; j < here.length; j++) {
                int replaced = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                here[j] = Math.min(before[j - 1] + replaced, 1 + Math.min(before[j], here[j - 1]));
            }
            before = here;
        }
        return before[other.length()];
    }
}
