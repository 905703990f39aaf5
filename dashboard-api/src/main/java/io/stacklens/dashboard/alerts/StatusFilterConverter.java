package io.stacklens.dashboard.alerts;

import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** Reads the parameter {@code status}. */
@Component
class StatusFilterConverter implements Converter<String, @Nullable StatusFilter> {

    @Override
    public @Nullable StatusFilter convert(String text) {
        return text.isBlank() ? null : StatusFilter.named(text);
    }
}
