package io.github.latchkey.benchmarks.micro;

import io.github.latchkey.LockStore;
import io.github.latchkey.memory.MemoryLockStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A store in the heap that counts its commands: what answers later would go over a network. */
final class CountedStore {

    private final LongAdder commands = new LongAdder();
    private final MemoryLockStore store = new MemoryLockStore();

    LockStore store() {
        return (LockStore) Proxy.newProxyInstance(
                LockStore.class.getClassLoader(),
                new Class<?>[] {LockStore.class},
                (proxy, method, arguments) -> call(method, arguments));
    }

    long commands() {
        return commands.sum();
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        if (CompletionStage.class.isAssignableFrom(method.getReturnType())) {
            commands.increment();
        }
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
