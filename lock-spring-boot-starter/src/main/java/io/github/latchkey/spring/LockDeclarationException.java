package io.github.latchkey.spring;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Method;
import java.util.stream.Stream;

/** Thrown at start-up when a {@link DistributedLock} declaration cannot work; says where, what is wrong and what to do. */
public final class LockDeclarationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    LockDeclarationException(Class<?> type, Method method, String problem, String remedy) {
        this(
                "@DistributedLock on " + type.getName() + "." + method.getName() + parameters(method) + ": " + problem,
                remedy);
    }

    private LockDeclarationException(String problem, String remedy) {
        super(problem + " " + remedy);
        this.problem = problem;
        this.remedy = remedy;
    }

    // With the types, for methods may have one name.
    private static String parameters(Method method) {
        return Stream.of(method.getParameterTypes()).map(Class::getSimpleName).collect(joining(", ", "(", ")"));
    }

    /**
     * Returns where the declaration stands, and what is wrong.
     *
     * @return the message without its remedy
     */
    public String problem() {
        return problem;
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
