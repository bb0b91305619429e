package io.github.latchkey.spring;

import io.github.latchkey.LockBusyException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/** A method that is called on the bean itself instead of the one whose lock was busy. */
record Fallback(Method method, boolean takesReason) {

    static Fallback find(String name, MethodPlace place) {
        Method locked = place.method();
        if (name.isEmpty()) {
            throw place.mistake(
                    "onBusy is FALLBACK, but there is no fallback.",
                    "Name a method of the class, as in fallback = \"" + locked.getName() + "WhenBusy\".");
        }
        List<Class<?>> plain = List.of(locked.getParameterTypes());
        List<Class<?>> withReason = Stream.concat(plain.stream(), Stream.of(LockBusyException.class))
                .toList();
        Method found = method(name, withReason, place);
        boolean takesReason = found != null;
        if (found == null) {
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
        if (locked.getReturnType() != void.class && !locked.getReturnType().isAssignableFrom(found.getReturnType())) {
            throw place.mistake(
                    "fallback '" + name + "' returns " + found.getReturnType().getSimpleName() + ", but the method "
                            + locked.getReturnType().getSimpleName() + ".",
                    "Let both return the same type.");
        }
        found.setAccessible(true);
        return new Fallback(found, takesReason);
    }

    @Nullable Object call(Object target, @Nullable Object[] arguments, LockBusyException busy) throws Throwable {
        @Nullable Object[] passed = takesReason ? Arrays.copyOf(arguments, arguments.length + 1) : arguments;
        if (takesReason) {
            passed[arguments.length] = busy;
        }
        try {
            return method.invoke(target, passed);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNullElse(e.getCause(), e);
        }
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
