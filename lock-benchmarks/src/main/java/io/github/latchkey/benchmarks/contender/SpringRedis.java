package io.github.latchkey.benchmarks.contender;

import java.net.URI;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Connections as Spring Data makes them by default: one shared, over Lettuce. */
final class SpringRedis {

    private SpringRedis() {}

    static LettuceConnectionFactory connect(String uri) {
        URI address = URI.create(uri);
        LettuceConnectionFactory factory = new LettuceConnectionFactory(address.getHost(), address.getPort());
        factory.afterPropertiesSet();
        factory.start();
        return factory;
    }
}
