package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.json.JsonParserFactory;

class MetadataTest {

    /** Without a default: what is not set there stays as it is. */
    private static final Set<String> UNSET = Set.of(
            "distributed-lock.max-hold",
            "distributed-lock.replica-timeout",
            "distributed-lock.locks",
            "distributed-lock.quorum.nodes",
            "distributed-lock.quorum.ssl-bundle");

    @Test
    void everyPropertyIsDescribedForEditors() throws IOException {
        List<Map<String, Object>> described = described("properties");

        assertThat(described)
                .allSatisfy(property -> assertThat(property).containsKeys("name", "type", "description"))
                .extracting(property -> (String) property.get("name"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                names("distributed-lock", DistributedLockProperties.class).stream(),
                                names("distributed-lock.quorum", QuorumProperties.class).stream())
                        .toList());
        assertThat(described)
                .filteredOn(property -> !UNSET.contains(property.get("name")))
                .allSatisfy(property -> assertThat(property).containsKey("defaultValue"));
        assertThat(described).allSatisfy(property -> assertThat((String) property.get("description"))
                .as("%s", property.get("name"))
                .matches("[A-Z].*\\.")
                .doesNotStartWith("The ")
                .doesNotStartWith("A "));
    }

    /** Names as the binder knows them, of a record and of the records inside it. */
    private static List<String> names(String prefix, Class<?> properties) {
        return Stream.of(properties.getRecordComponents())
                .flatMap(component -> {
                    String name = prefix + "." + DataObjectPropertyName.toDashedForm(named(component));
                    return component.getType().isRecord() ? names(name, component.getType()).stream() : Stream.of(name);
                })
                .toList();
    }

    private static String named(RecordComponent component) {
        return component.getName().equals("waitAtMost") ? "wait" : component.getName();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> described(String what) throws IOException {
        try (InputStream file =
                MetadataTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            String json = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            Object found = JsonParserFactory.getJsonParser().parseMap(json).get(what);
            // What Spring Boot says of every endpoint and health check is its own affair.
            return ((List<Map<String, Object>>) Objects.requireNonNull(found))
                    .stream()
                            .filter(entry -> !String.valueOf(entry.get("name")).startsWith("management."))
                            .toList();
        }
    }
}
