package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

class MetadataTest {

    @Test
    void everyPropertyIsDescribedForEditors() throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            String json = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);

            List<Map<String, Object>> properties = properties(json);
            assertThat(properties)
                    .allSatisfy(property ->
                            assertThat(property).containsKeys("name", "type", "description", "defaultValue"))
                    .extracting(property -> property.get("name"))
                    .containsExactlyInAnyOrder(
                            "distributed-lock.enabled",
                            "distributed-lock.store",
                            "distributed-lock.wait",
                            "distributed-lock.lease",
                            "distributed-lock.key-prefix",
                            "distributed-lock.command-timeout",
                            "distributed-lock.order");
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> properties(String json) {
        Object properties = JsonParserFactory.getJsonParser().parseMap(json).get("properties");
        return (List<Map<String, Object>>) Objects.requireNonNull(properties);
    }
}
