package io.github.latchkey.sample;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Objects;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PostMapping;

/** What the OpenAPI document at /v3/api-docs says of the sample as a whole. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    // The build is unknown where Maven did not make it.
    @Bean
    OpenAPI openApi(ObjectProvider<BuildProperties> build) {
        BuildProperties known = build.getIfAvailable();
        String version = known == null ? null : known.getVersion();
        return new OpenAPI()
                .components(new Components()
                        .addSchemas(
                                "Problem",
                                new ObjectSchema()
                                        .addProperty("type", new StringSchema().example("urn:latchkey:busy"))
                                        .addProperty("title", new StringSchema())
                                        .addProperty("status", new IntegerSchema())
                                        .addProperty("detail", new StringSchema().description("What to do about it"))))
                .info(new Info()
                        .title("Latchkey sample")
                        .version(version == null ? "unknown" : version)
                        .description("Business cases in which calls collide, with and without a distributed lock,"
                                + " and races that count what goes wrong. Errors are problem details (RFC 9457)."));
    }

    // Otherwise what is refused seems to look like what is answered.
    @Bean
    OperationCustomizer problems() {
        Content problem = new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));
        return (operation, method) -> {
            addRefusals(operation, method.hasMethodAnnotation(PostMapping.class));
            operation.getResponses().forEach((status, response) -> {
                if (status.startsWith("4") || status.startsWith("5")) {
                    response.setContent(problem);
                }
            });
            return operation;
        };
    }

    // What any operation of that form may answer, where it does not say so itself.
    private static void addRefusals(Operation operation, boolean changes) {
        List<Parameter> parameters = Objects.requireNonNullElse(operation.getParameters(), List.of());
        if (!parameters.isEmpty() || operation.getRequestBody() != null) {
            add(operation, "400", "A parameter or the body is missing, cannot be read, or is out of its limits");
        }
        if (parameters.stream().anyMatch(parameter -> parameter.getIn().equals("path"))) {
            add(operation, "404", "There is none with such an id");
        }
        if (changes
                && !operation.getResponses().containsKey("409")
                && parameters.stream().anyMatch(parameter -> parameter.getName().equals("strategy"))) {
            add(operation, "409", "Its lock is busy, or what was done before does not allow it");
            add(operation, "503", "With a lock: Redis cannot be reached");
        }
    }

    private static void add(Operation operation, String status, String description) {
        ApiResponse unused =
                operation.getResponses().computeIfAbsent(status, missing -> new ApiResponse().description(description));
    }
}
