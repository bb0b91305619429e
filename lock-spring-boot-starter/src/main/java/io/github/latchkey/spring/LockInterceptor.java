package io.github.latchkey.spring;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/** Finds what is declared for the called method, and lets the kind of its result decide how it is locked. */
final class LockInterceptor implements MethodInterceptor {

    private final LockOperationSource source;
    private final LockSetup setup;
    private final BlockingCalls blocking;
    private final FutureCalls futures;

    LockInterceptor(LockOperationSource source, LockSetup setup) {
        this.source = source;
        this.setup = setup;
        this.blocking = new BlockingCalls(setup);
        this.futures = new FutureCalls(setup);
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        LockedMethod method =
                target == null ? null : source.find(invocation.getMethod(), AopUtils.getTargetClass(target));
        if (target == null || method == null) {
            throw new IllegalStateException(
                    "No lock is known for " + invocation.getMethod() + ", so it was not run unlocked.");
        }
        return switch (method.kind()) {
            case BLOCKING -> blocking.call(method, target, invocation);
            case FUTURE, FUTURE_OF_ASYNC -> futures.call(method, target, invocation);
            // Made here, so that it is loaded only where Reactor is present.
            case MONO, FLUX, SUSPENDED -> new ReactiveCalls(setup).call(method, target, invocation);
        };
    }
}
