package io.github.latchkey.sample;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
            operation.getResponses().forEach((status, response) -> {
                if (status.startsWith("4") || status.startsWith("5")) {
                    response.setContent(problem);
                }
            });
            return operation;
        };
    }
}
