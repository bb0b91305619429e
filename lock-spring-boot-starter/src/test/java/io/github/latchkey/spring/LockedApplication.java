package io.github.latchkey.spring;

import io.github.latchkey.redis.RedisServer;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications with the starter on their class path. */
public final class LockedApplication {

    /** Spring Boot's auto-configuration of Redis. */
    public static final Class<?> REDIS = BootConfigurations.type("RedisAutoConfiguration|DataRedisAutoConfiguration");

    /** What the starter builds on, and what Spring Boot finds in the starter. */
    public static final AutoConfigurations STARTER = AutoConfigurations.of(Stream.concat(
                    Stream.of(REDIS, BootConfigurations.type("AopAutoConfiguration")),
                    BootConfigurations.all(name -> name.startsWith("io.github.latchkey.")).stream())
            .toArray(Class<?>[]::new));

    /** What reads SSL bundles. */
    public static final AutoConfigurations SSL = BootConfigurations.named("SslAutoConfiguration");

    /** What an application with a database has on top. */
    public static final AutoConfigurations JDBC = BootConfigurations.named(
            "DataSourceAutoConfiguration",
            "DataSourceTransactionManagerAutoConfiguration",
            "TransactionAutoConfiguration",
            "TransactionManagerCustomizationAutoConfiguration");

    /** What a servlet application has on top. */
    public static final AutoConfigurations SERVLETS = BootConfigurations.named(
            "WebMvcAutoConfiguration", "HttpMessageConvertersAutoConfiguration", "JacksonAutoConfiguration");

    /** What a reactive web application has on top. */
    public static final AutoConfigurations REACTIVE_WEB = BootConfigurations.named(
            "HttpHandlerAutoConfiguration",
            "WebFluxAutoConfiguration",
            "CodecsAutoConfiguration",
            "JacksonAutoConfiguration");

    private LockedApplication() {}

    /** An application without Redis. */
    public static ApplicationContextRunner inMemory() {
        return new ApplicationContextRunner()
                .withConfiguration(STARTER)
                .withPropertyValues("distributed-lock.store=memory");
    }

    /** An application with a Redis of its own. */
    public static ApplicationContextRunner on(RedisServer redis) {
        return new ApplicationContextRunner().withConfiguration(STARTER).withPropertyValues(settings(redis));
    }

    /** The settings that an application with this Redis has. */
    public static String[] settings(RedisServer redis) {
        return new String[] {
            "spring.application.name=shop",
            "spring.data.redis.host=127.0.0.1",
            "spring.data.redis.port=" + redis.port(),
            // Some tests leave locks behind, which nobody is to wait for.
            "spring.lifecycle.timeout-per-shutdown-phase=2s"
        };
    }
}
