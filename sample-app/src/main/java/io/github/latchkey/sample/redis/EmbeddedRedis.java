package io.github.latchkey.sample.redis;

import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Finds or starts the sample's Redis before there are beans, unless the user names one of their own. */
public final class EmbeddedRedis implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final String HOST = "spring.data.redis.host";
    private static final String PORT = "spring.data.redis.port";
    private static final String URL = "spring.data.redis.url";
    private static final int DEFAULT_PORT = 6399;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (Stream.of(HOST, PORT, URL).anyMatch(environment::containsProperty)) {
            log.info("Redis: your own, as set in spring.data.redis.*");
            return;
        }
        int wanted = environment.getProperty("sample.redis.port", Integer.class, DEFAULT_PORT);
        RedisClaim claim = RedisClaim.of(wanted);
        log.info("Redis: {} on 127.0.0.1:{}", claim.kind(), claim.address().port());
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "sampleRedis",
                        Map.of(HOST, RedisAddress.HOST, PORT, claim.address().port())));
        stopAtTheEnd(context, claim);
        if (claim.kind() == RedisClaim.Kind.STARTED) {
            context.getBeanFactory().registerSingleton("ownRedis", new OwnRedis(claim));
        }
    }

    private static void stopAtTheEnd(ConfigurableApplicationContext context, RedisClaim claim) {
        // The first bean registered is the last one destroyed: locks are given back before.
        if (context.getBeanFactory() instanceof DefaultSingletonBeanRegistry beans) {
            beans.registerDisposableBean("sampleRedis", (DisposableBean) claim::end);
        }
        SpringApplication.getShutdownHandlers().add(claim::end);
    }
}
