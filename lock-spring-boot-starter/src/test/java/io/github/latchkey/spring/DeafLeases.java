package io.github.latchkey.spring;

import io.github.latchkey.LeaseState;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A client whose leases never notice that they are over, as if the loss came after they were last looked at. */
final class DeafLeases {

    private DeafLeases() {}

    static LockClient of(LockClient client) {
        return proxy(LockClient.class, (proxy, method, arguments) -> {
            Object result = invoke(method, client, arguments);
            return result instanceof LockLease lease ? deaf(lease) : result;
        });
    }

    private static LockLease deaf(LockLease lease) {
        return proxy(LockLease.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "isHeld" -> true;
            case "state" -> LeaseState.HELD;
            case "remaining" -> Duration.ofHours(1);
            default -> invoke(method, lease, arguments);
        });
    }

    private static @Nullable Object invoke(Method method, Object target, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
