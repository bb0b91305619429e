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
 * Puts the lock around annotated methods. The door of this package for the auto-configuration; the client is asked for with the
 * first call only, so that the advisor, which Spring creates very early, does not pull Redis up with it.
 */
@SuppressWarnings(
        "serial") // The supertype is serializable by history; nobody serializes advisors of a running context.
public final class DistributedLockAdvisor extends StaticMethodMatcherPointcutAdvisor {

    private final LockOperationSource source;

    /**
     * Creates the advisor.
     *
     * @param client   gives the client that takes the locks
     * @param defaults what applies where a declaration says nothing
     * @param order    the place among other advisors; a lower one is further out
     */
    public DistributedLockAdvisor(Supplier<LockClient> client, LockDefaults defaults, int order) {
        this.source = new LockOperationSource(defaults);
        setAdvice(new LockInterceptor(source, client));
        setOrder(order);
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
                return invocation.proceed();
            }
            LockLease lease = client.get().acquire(operation.request(target, invocation.getArguments()));
            try {
                return invocation.proceed();
            } finally {
                lease.release();
            }
        }
    }
}
