package io.github.latchkey.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.springframework.util.ClassUtils;

/** Checks at the start that a method can be locked at all. */
final class MethodCheck {

    private static final int HIDING = Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL;

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
    }
}
