package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

/** These tests run on several versions of Spring Boot, and would pass on the wrong one, too. */
class SpringBootVersionTest {

    @Test
    void theClassPathHoldsTheVersionThatTheBuildAsksFor() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("boot.version"));
    }
}
