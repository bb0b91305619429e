package io.github.latchkey.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Checks at the start that a method can be locked at all. */
final class MethodCheck {

    private static final int HIDING = Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL;

    private static final Set<String> ASYNCHRONOUS = Set.of(
            "java.util.concurrent.Future",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.Flow$Publisher",
            "kotlinx.coroutines.flow.Flow",
            "org.reactivestreams.Publisher");

    private MethodCheck() {}

    static void check(MethodPlace place) {
        Method method = place.method();
        int modifiers = method.getModifiers();
        if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers) || Modifier.isFinal(modifiers)) {
            throw place.mistake(
                    "the method is " + Modifier.toString(modifiers & HIDING) + ", so no proxy can run it under a lock.",
                    "Make it an overridable method of the bean, best a public one.");
        }
        if (Modifier.isFinal(place.type().getModifiers())
                && ClassUtils.getAllInterfacesForClass(place.type()).length == 0) {
            throw place.mistake(
                    "the class is final, so no proxy can run its methods under a lock.",
                    "Make the class one that can be extended, or let it implement an interface and set"
                            + " spring.aop.proxy-target-class=false.");
        }
        if (Stream.of(method.getParameterTypes()).anyMatch(p -> p.getName().equals("kotlin.coroutines.Continuation"))
                || isAsynchronous(method.getReturnType())) {
            throw place.mistake(
                    "it returns " + method.getReturnType().getSimpleName()
                            + ", whose work goes on after the method, while the lock would be given back at its end.",
                    "Return the value itself, or take the lock inside the asynchronous work with LockClient.");
        }
    }

    private static boolean isAsynchronous(@Nullable Class<?> type) {
        return type != null
                && (ASYNCHRONOUS.contains(type.getName())
                        || isAsynchronous(type.getSuperclass())
                        || Stream.of(type.getInterfaces()).anyMatch(MethodCheck::isAsynchronous));
    }
}
