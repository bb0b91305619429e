package io.github.latchkey.spring;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
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
    private final Supplier<LockDefaults> defaults;

    /**
     * Creates the advisor.
     *
     * @param client   gives the client that takes the locks
     * @param defaults gives what applies where a declaration says nothing, and the order
     */
    public DistributedLockAdvisor(Supplier<LockClient> client, Supplier<LockDefaults> defaults) {
        this.source = new LockOperationSource(defaults);
        this.defaults = defaults;
        setAdvice(new LockInterceptor(source, client));
    }

    /** Returns the place among other advisors; asked for only where a method is annotated. */
    @Override
    public int getOrder() {
        return defaults.get().order();
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

    private record LockInterceptor(LockOperationSource source, Supplier<LockClient> client)
            implements MethodInterceptor {

        @Override
        public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
            Object target = invocation.getThis();
            LockOperation operation =
                    target == null ? null : source.find(invocation.getMethod(), AopUtils.getTargetClass(target));
            if (target == null || operation == null) {
                throw new IllegalStateException(
                        "No lock is known for " + invocation.getMethod() + ", so it was not run unlocked.");
            }
            LockLease lease = client.get().acquire(operation.request(target, invocation.getArguments()));
            boolean joined = TransactionEnd.isRunning();
            try {
                return invocation.proceed();
            } finally {
                if (!joined || !TransactionEnd.releases(lease, operation)) {
                    lease.release();
                }
            }
        }
    }
}
