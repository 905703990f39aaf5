package io.stacklens.dashboard.page;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.parameters.Parameter;

import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.util.List;

/** Describes operations and parameters that do not do it themselves. */
@Component
@Order(20)
class DescribedOperations implements OpenApiCustomizer {

    private final DescriptionTexts operations = DescriptionTexts.read("operations.properties");
    private final DescriptionTexts parameters = DescriptionTexts.read("parameters.properties");

    @Override
    public void customise(OpenAPI api) {
        api.getPaths()
                .forEach(
                        (path, item) ->
                                item.readOperationsMap()
                                        .forEach(
                                                (method, operation) ->
                                                        describe(path, method, operation)));
    }

    private void describe(String path, HttpMethod method, Operation operation) {
        String text = operations.text(method + "_" + path);
        if (operation.getDescription() == null && text != null) {
            operation.setDescription(text);
        }
        List<Parameter> given = operation.getParameters();
        if (given != null) {
            given.stream()
                    .filter(parameter -> parameter.getDescription() == null)
                    .forEach(
                            parameter ->
                                    parameter.setDescription(parameters.text(parameter.getName())));
        }
    }
}
