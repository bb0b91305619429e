package io.github.latchkey.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the report says of versions. */
class ParticipantsTest {

    @Test
    void everyLibraryIsNamedWithItsVersion() {
        String sentence = Participants.describe("7.0.1");

        assertThat(sentence)
                .contains("JDK " + Runtime.version(), "Redis 7.0.1")
                .containsPattern("lettuce-core-\\d")
                .containsPattern("redisson-\\d")
                .containsPattern("spring-integration-redis-\\d")
                .containsPattern("lock4j-core-\\d")
                .containsPattern("shedlock-core-\\d");
    }
}
