package io.stacklens.pipeline.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says of a setting that cannot be read its name, its value and what was expected. */
final class WrongSetting {

    private WrongSetting() {}

    /** Empty where the failure is not that of a setting. */
    static Optional<String> sentence(Throwable failure, KnownSettings known) {
        @Nullable BindException innermost = null;
        for (@Nullable Throwable e = failure; e != null; e = e.getCause()) {
            switch (e) {
                case UnboundConfigurationPropertiesException unknown -> {
                    return Optional.of(UnknownSettings.sentence(unknown, known));
                }
                case BindValidationException invalid -> {
                    return Optional.of(sentence(invalid.getValidationErrors()));
                }
                case BindException unreadable -> innermost = unreadable;
                default -> {}
            }
        }
        return Optional.ofNullable(innermost).map(WrongSetting::sentence);
    }

    /** A value of its own kind that its bounds leave out. */
    private static String sentence(ValidationErrors errors) {
        return errors.getAllErrors().stream()
                .map(error -> sentence(errors, error))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String sentence(ValidationErrors errors, ObjectError error) {
        String expected = String.valueOf(error.getDefaultMessage()).replaceFirst("^must be ", "");
        if (!(error instanceof FieldError field)) {
            return "%s (expected: %s)".formatted(errors.getName(), expected);
        }
        ConfigurationPropertyName name =
                errors.getName().append(DataObjectPropertyName.toDashedForm(field.getField()));
        @Nullable Object value =
                errors.getBoundProperties().stream()
                        .filter(property -> property.getName().equals(name))
                        .map(ConfigurationProperty::getValue)
                        .findFirst()
                        .orElse(field.getRejectedValue());
        return "%s: %s (expected: %s)".formatted(name, shown(name, value), expected);
    }

    /** A text that cannot be turned into a value, or values that do not go together. */
    private static String sentence(BindException e) {
        @Nullable ConfigurationProperty property = e.getProperty();
        if (property != null && property.getName().equals(e.getName())) {
            return "%s: %s (expected: %s)"
                    .formatted(
                            e.getName(),
                            shown(e.getName(), property.getValue()),
                            expected(e.getTarget().getType().resolve(Object.class)));
        }
        String why = String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        return why.startsWith("stacklens.") ? why : "%s: %s".formatted(e.getName(), why);
    }

    /** In apostrophes; what may be a secret is not repeated. */
    static String shown(ConfigurationPropertyName name, @Nullable Object value) {
        String text = name.toString();
        boolean isSecret = text.contains("password") || text.contains("secret");
        return isSecret ? "'***'" : "'" + value + "'";
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        return switch (type.getName()) {
            case "int", "long", "java.lang.Integer", "java.lang.Long" -> "a whole number";
            case "double", "float", "java.lang.Double" -> "a number";
            case "boolean", "java.lang.Boolean" -> "true or false";
            default -> expectedValue(type);
        };
    }

    private static String expectedValue(Class<?> type) {
        if (type == Duration.class) {
            return "a time such as 200ms, 5s, 10m or 7d";
        }
        if (type == DataSize.class) {
            return "a size such as 256KB or 16MB";
        }
        if (ZoneId.class.isAssignableFrom(type)) {
            return "a zone such as UTC or Europe/Berlin";
        }
        return type == URI.class ? "an address such as https://example.org" : "another value";
    }
}
