package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleLockClientTest {

    @Test
    void everyMethodIsTheClientsOwnButTheShortFormOfAsLock() {
        List<Method> inherited = Arrays.stream(LockClient.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !isDeclared(method))
                .toList();

        // asLock(name) goes on to asLock(request).
        assertThat(inherited).singleElement().satisfies(method -> {
            assertThat(method.getName()).isEqualTo("asLock");
            assertThat(method.getParameterTypes()).containsExactly(String.class);
        });
    }

    private static boolean isDeclared(Method method) {
        return Arrays.stream(LifecycleLockClient.class.getDeclaredMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }
}
