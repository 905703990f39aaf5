package io.stacklens.dashboard.page;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;

import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.util.Map;

/** Gives each field of the answers its description where its class has none. */
@Component
@Order(20)
@SuppressWarnings("rawtypes") // As the model of the description has it.
class DescribedFields implements OpenApiCustomizer {

    private final DescriptionTexts texts = DescriptionTexts.read("fields.properties");

    @Override
    public void customise(OpenAPI api) {
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        if (schemas != null) {
            schemas.forEach(this::describe);
        }
    }

    private void describe(String name, Schema<?> schema) {
        if (schema.getProperties() == null) {
            return;
        }
        schema.getProperties()
                .forEach(
                        (field, type) -> {
                            String text = text(name, field);
                            if (type.getDescription() == null && text != null) {
                                type.setDescription(text);
                            }
                        });
    }

    private @Nullable String text(String schema, String field) {
        String own = texts.text(schema + "." + field);
        // A schema that holds another's fields names that one.
        String inherited =
                own == null && texts.text(schema) != null
                        ? texts.text(texts.text(schema) + "." + field)
                        : own;
        return inherited == null ? texts.text("*." + field) : inherited;
    }
}
