package io.github.latchkey.sample;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** Runs against one sample, which all classes with this annotation share, with a Redis of its own and a database in memory. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        useMainMethod = UseMainMethod.ALWAYS,
        properties = {
            "sample.redis.port=0",
            "spring.datasource.url=jdbc:h2:mem:sample;LOCK_TIMEOUT=30000",
            // Spring Boot 3.5 leaves it out of tests.
            "management.prometheus.metrics.export.enabled=true"
        })
public @interface SampleTest {}
