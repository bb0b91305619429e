package io.github.latchkey.spring;

import io.github.latchkey.LockBusyException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A method that is called on the bean itself instead of the one whose lock was busy.
 *
 * @param method   what is called
 * @param reasonAt where it takes the reason, or -1 where it does not
 */
record Fallback(Method method, int reasonAt) {

    static Fallback find(String name, MethodPlace place) {
        Method locked = place.method();
        if (name.isEmpty()) {
            throw place.mistake(
                    "onBusy is FALLBACK, but there is no fallback.",
                    "Name a method of the class, as in fallback = \"" + locked.getName() + "WhenBusy\".");
        }
        List<Class<?>> plain = List.of(locked.getParameterTypes());
        // Before the continuation of a suspend function.
        int reasonAt = place.arguments();
        List<Class<?>> withReason = new ArrayList<>(plain);
        withReason.add(reasonAt, LockBusyException.class);
        Method found = method(name, withReason, place);
        if (found == null) {
            reasonAt = -1;
            found = method(name, plain, place);
        }
        if (found == null || found.equals(locked)) {
            throw place.mistake(
                    "fallback '" + name + "' is no other method of "
                            + place.type().getName() + " with the parameters " + names(plain)
                            + ", or with these and a LockBusyException at the end.",
                    "Declare it: private " + locked.getReturnType().getSimpleName() + " " + name + names(withReason)
                            + ".");
        }
        Class<?> wanted = place.result();
        Class<?> given = SuspendFunction.result(found);
        if (wanted != void.class && !wanted.isAssignableFrom(given)) {
            throw place.mistake(
                    "fallback '" + name + "' returns " + given.getSimpleName() + ", but the method "
                            + wanted.getSimpleName() + ".",
                    "Let both return the same type.");
        }
        return new Fallback(found, reasonAt);
    }

    @Nullable Object call(Object target, @Nullable Object[] arguments, LockBusyException busy) throws Throwable {
        List<@Nullable Object> passed = new ArrayList<>(Arrays.asList(arguments));
        if (reasonAt >= 0) {
            passed.add(reasonAt, busy);
        }
        return AopUtils.invokeJoinpointUsingReflection(target, method, passed.toArray());
    }

    private static @Nullable Method method(String name, List<Class<?>> parameters, MethodPlace place) {
        return ReflectionUtils.findMethod(place.type(), name, parameters.toArray(Class<?>[]::new));
    }

    private static String names(List<Class<?>> types) {
        return types.stream()
                .map(Class::getSimpleName)
                .toList()
                .toString()
                .replace('[', '(')
                .replace(']', ')');
    }
}
