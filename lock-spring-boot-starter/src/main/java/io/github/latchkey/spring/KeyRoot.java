package io.github.latchkey.spring;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** {@code #root} of a key expression, with the properties that {@code @Cacheable} knows. Public getters, for SpEL reads them. */
public final class KeyRoot {

    private final Method method;
    private final Object target;
    private final @Nullable Object[] args;

    KeyRoot(Method method, Object target, @Nullable Object[] args) {
        this.method = method;
        this.target = target;
        this.args = args;
    }

    /**
     * Returns the annotated method.
     *
     * @return the method
     */
    public Method getMethod() {
        return method;
    }

    /**
     * Returns the annotated method's name.
     *
     * @return the name
     */
    public String getMethodName() {
        return method.getName();
    }

    /**
     * Returns the bean behind the proxy.
     *
     * @return the target
     */
    public Object getTarget() {
        return target;
    }

    /**
     * Returns the class of the bean behind the proxy.
     *
     * @return the target's class
     */
    public Class<?> getTargetClass() {
        return target.getClass();
    }

    /**
     * Returns the arguments of the call.
     *
     * @return the arguments, in order
     */
    public @Nullable Object[] getArgs() {
        return args;
    }
}
