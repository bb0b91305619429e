package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStore;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.spring.LockedApplication;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

/** A Redis that a bean tells of, which is what {@code @ServiceConnection} makes of a container; it wins over the settings. */
class ConnectionDetailsIT {

    private static final Class<?> DETAILS = present(
            "org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails");

    @Test
    void locksGoWhereTheConnectionDetailsSay() {
        try (RedisServer redis = RedisServer.start("--requirepass", "secret")) {
            new ApplicationContextRunner()
                    .withConfiguration(LockedApplication.STARTER)
                    .withPropertyValues("spring.data.redis.port=1", "spring.data.redis.password=wrong")
                    .withInitializer(context -> context.getBeanFactory().registerSingleton("details", detailsOf(redis)))
                    .run(context -> {
                        LockLease lease = context.getBean(LockClient.class).acquire(LockRequest.of("order:1"));

                        assertThat(lease.release()).isTrue();
                        assertThat(context.getBean(LockStore.class).describe()).contains("127.0.0.1:" + redis.port());
                    });
        }
    }

    private static Object detailsOf(RedisServer redis) {
        InvocationHandler answers = (proxy, method, arguments) -> switch (method.getName()) {
            case "getPassword" -> "secret";
            case "getStandalone" ->
                method.getReturnType().getMethod("of", String.class, int.class).invoke(null, "127.0.0.1", redis.port());
            case "hashCode" -> 1;
            case "equals" -> proxy == arguments[0];
            case "toString" -> "details";
            default -> InvocationHandler.invokeDefault(proxy, method, arguments);
        };
        return Proxy.newProxyInstance(DETAILS.getClassLoader(), new Class<?>[] {DETAILS}, answers);
    }

    private static Class<?> present(String oldName, String newName) {
        ClassLoader loader = ConnectionDetailsIT.class.getClassLoader();
        return ClassUtils.resolveClassName(ClassUtils.isPresent(oldName, loader) ? oldName : newName, loader);
    }
}
