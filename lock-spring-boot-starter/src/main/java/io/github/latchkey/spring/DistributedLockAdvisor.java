package io.github.latchkey.spring;

import java.lang.reflect.Method;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;

/**
 * Puts the lock around annotated methods. The door of this package for the auto-configuration. Spring creates advisors very early, so
 * the client is asked for with the first call only, and the defaults with the first annotated method: neither Redis nor the settings
 * are pulled up before other post-processors can see them.
 */
@SuppressWarnings(
        "serial") // The supertype is serializable by history; nobody serializes advisors of a running context.
public final class DistributedLockAdvisor extends StaticMethodMatcherPointcutAdvisor {

    private final LockOperationSource source;
    private final LockSetup setup;

    /**
     * Creates the advisor.
     *
     * @param setup what it wants to know of the application, when it needs it
     */
    public DistributedLockAdvisor(LockSetup setup) {
        this.source = new LockOperationSource(setup);
        this.setup = setup;
        setAdvice(new LockInterceptor(source, setup));
    }

    /** Returns the place among other advisors; asked for only where a method is annotated. */
    @Override
    public int getOrder() {
        return setup.defaults().order();
    }

    /**
     * Tells whether a method is annotated. The first question about a class checks all its declarations.
     *
     * @throws LockDeclarationException if a declaration of that class cannot work
     */
    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        return source.find(method, targetClass) != null;
    }

    LockOperationSource source() {
        return source;
    }

    LockSetup setup() {
        return setup;
    }
}
