package io.github.latchkey.spring;

import java.lang.reflect.Method;

/** Thrown at start-up when a {@link DistributedLock} declaration cannot work; says where, what is wrong and what to do. */
public final class LockDeclarationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    LockDeclarationException(Class<?> type, Method method, String problem, String remedy) {
        super("@DistributedLock on " + type.getName() + "." + method.getName() + "(): " + problem);
        this.remedy = remedy;
    }

    /**
     * Returns what to do about it.
     *
     * @return a sentence or two
     */
    public String remedy() {
        return remedy;
    }
}
