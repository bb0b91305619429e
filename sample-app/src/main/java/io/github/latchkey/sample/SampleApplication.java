package io.github.latchkey.sample;

import io.github.latchkey.sample.redis.EmbeddedRedis;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the sample, with a Redis of its own unless the user names one. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableScheduling
public class SampleApplication {

    SampleApplication() {}

    /** Starts the sample. */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(SampleApplication.class);
        application.addInitializers(new EmbeddedRedis());
        application.run(args);
    }
}
