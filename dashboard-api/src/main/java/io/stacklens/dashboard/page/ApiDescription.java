package io.stacklens.dashboard.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;

import io.stacklens.model.RecordId;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.ObjectMapperFactory;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;

import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** The description of the API at {@code /v3/api-docs}, which the Swagger page shows. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String CREDENTIAL = "credential";

    /** Each with what it is about. */
    private static final List<String> TAGS =
            List.of(
                    "Logs: search, live tail and export of log records",
                    "Saved queries: searches that people keep",
                    "Metrics: windows of services and routes, their trends and availability",
                    "Rankings: the most frequent errors, the slowest routes, the riskiest records",
                    "Health: how the watched services do, and the platform itself",
                    "Alerts: episodes, and what people do to them",
                    "Alert rules: when to alert",
                    "Anomalies: windows unlike their history, and kinds of lines",
                    "SQL: one SELECT on the views and aggregates",
                    "Dead letters: what could not be handled, and the way back",
                    "Pipelines: how lines are parsed, and a trial of it",
                    "Reference data: what operators know of users, accounts and services",
                    "Silences: when alerts are not told",
                    "Notifications: who is told of alerts, and what became of it",
                    "Settings: what operators change while the platform runs",
                    "Platform: numbers of the platform itself");

    private static Tag tag(String text) {
        int colon = text.indexOf(": ");
        return new Tag().name(text.substring(0, colon)).description(text.substring(colon + 2));
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("StackLens API")
                                .version("v1")
                                .description(
                                        """
                                        Logs, windows, alerts and anomalies.

                                        Names are snake_case; times are RFC 3339 in UTC, and parameters also take \
                                        milliseconds since the epoch. Lists answer `{"items": […], "next_cursor": …}`: \
                                        pass `next_cursor` as `cursor` for what follows. Every parameter is optional. \
                                        Refusals are problem documents (RFC 9457) whose `errors` name the field, the \
                                        value found and what was expected.\
                                        """))
                .tags(TAGS.stream().map(ApiDescription::tag).toList())
                .servers(List.of(new Server().url("/").description("this server")))
                .components(
                        new Components()
                                .addSecuritySchemes(
                                        CREDENTIAL,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme("bearer")
                                                .description(
                                                        "An access token of POST"
                                                            + " /api/v1/auth/login, or an API key"
                                                            + " (slk_…)")))
                .addSecurityItem(new SecurityRequirement().addList(CREDENTIAL));
    }

    static {
        SpringDocUtils.getConfig()
                .replaceWithSchema(RecordId.class, new StringSchema())
                .replaceWithSchema(JsonNode.class, new ObjectSchema());
    }

    /** The describer has its own mapper, which must name things as the answers do. */
    @Bean
    ModelResolver modelResolver() {
        ObjectMapper mapper =
                ObjectMapperFactory.buildStrictGenericObjectMapper()
                        .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        return new ModelResolver(mapper);
    }
}
