package io.github.latchkey.spring;

import java.lang.reflect.Method;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.util.ClassUtils;

/**
 * What is special about Kotlin's suspend functions: Spring calls them as what returns a {@code Mono}, and their last parameter, the
 * continuation, is no argument.
 */
final class SuspendFunction {

    private static final boolean BRIDGE_PRESENT =
            ClassUtils.isPresent("kotlinx.coroutines.reactor.MonoKt", SuspendFunction.class.getClassLoader());

    private SuspendFunction() {}

    static boolean is(Method method) {
        return KotlinDetector.isSuspendingFunction(method);
    }

    /** Checks that Spring can call it. */
    static void check(MethodPlace place) {
        String missing = !BRIDGE_PRESENT
                ? "kotlinx-coroutines-reactor"
                : KotlinDetector.isKotlinReflectPresent() ? "" : "kotlin-reflect";
        if (!missing.isEmpty()) {
            throw place.mistake(
                    "it is a suspend function, which a proxy can only run with " + missing
                            + ", and that is not on the class path.",
                    "Add the dependency org.jetbrains." + (missing.startsWith("kotlinx") ? "kotlinx:" : "kotlin:")
                            + missing + "; Spring Boot manages its version.");
        }
    }

    /** Returns what a method declares to return; of a suspend function what it says in Kotlin, with void for Unit. */
    static Class<?> result(Method method) {
        return is(method) ? returned(method).getParameterType() : method.getReturnType();
    }

    static boolean canReturnNull(Method method) {
        return result(method) == void.class || returned(method).isOptional();
    }

    private static MethodParameter returned(Method method) {
        return new MethodParameter(method, -1);
    }
}
