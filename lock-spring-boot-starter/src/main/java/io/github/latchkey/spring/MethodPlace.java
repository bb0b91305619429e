package io.github.latchkey.spring;

import java.lang.reflect.Method;

/** Where a declaration stands: a method, and the class of the bean that has it. */
record MethodPlace(Class<?> type, Method method) {

    LockDeclarationException mistake(String problem, String remedy) {
        return new LockDeclarationException(type, method, problem, remedy);
    }

    /** How many arguments it has, by which keys can differ. */
    int arguments() {
        return method.getParameterCount() - (SuspendFunction.is(method) ? 1 : 0);
    }

    /** What it gives its caller in the end: for a suspend function what that declares. */
    Class<?> result() {
        return SuspendFunction.result(method);
    }

    /** Names the method for messages of calls. */
    @Override
    public String toString() {
        return method.getDeclaringClass().getName() + "." + method.getName() + "()";
    }
}
