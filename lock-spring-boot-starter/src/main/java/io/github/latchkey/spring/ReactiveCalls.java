package io.github.latchkey.spring;

import java.util.List;
import org.aopalliance.intercept.MethodInvocation;
import org.reactivestreams.Publisher;
import org.springframework.aop.ProxyMethodInvocation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Calls of methods that return a {@link Mono} or a {@link Flux}: each subscription takes the locks, runs the method, and holds the locks
 * until what the method returned ends or is cancelled. Only used where Reactor is present.
 */
record ReactiveCalls(LockSetup setup) {

    Publisher<Object> call(LockedMethod method, Object target, MethodInvocation invocation) {
        Flux<Object> locked = Flux.deferContextual(subscriber -> subscribed(method, target, invocation, subscriber));
        return method.kind() == CallKind.FLUX ? locked : locked.singleOrEmpty();
    }

    private Flux<Object> subscribed(
            LockedMethod method, Object target, MethodInvocation invocation, ContextView subscriber) {
        // Its own for each subscription, for a retry runs the method again.
        MethodInvocation own =
                invocation instanceof ProxyMethodInvocation proxied ? proxied.invocableClone() : invocation;
        List<WantedLock> wanted = method.wanted(target, own.getArguments());
        if (wanted.isEmpty()) {
            return ReactiveCall.proceed(own, LockContext.onThisThread());
        }
        LockContext inChain = ReactiveLockContext.in(subscriber);
        LockContext outer = inChain == null ? LockContext.onThisThread() : inChain;
        AsynchronousCall locks = new AsynchronousCall(setup, wanted, outer);
        return ReactiveTransactionEnd.awaited(wanted, locks, outer).flatMapMany(transaction -> {
            locks.holdUntil(transaction.orElse(null));
            return new ReactiveCall(locks, method, target, own).run();
        });
    }
}
