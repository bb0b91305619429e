package io.github.latchkey.spring;

import java.lang.reflect.Method;

/** Where a declaration stands: a method, and the class of the bean that has it. */
record MethodPlace(Class<?> type, Method method) {

    LockDeclarationException mistake(String problem, String remedy) {
        return new LockDeclarationException(type, method, problem, remedy);
    }

    /** Names the method for messages of calls. */
    @Override
    public String toString() {
        return method.getDeclaringClass().getName() + "." + method.getName() + "()";
    }
}
