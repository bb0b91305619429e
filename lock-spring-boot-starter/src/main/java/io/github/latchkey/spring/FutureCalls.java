package io.github.latchkey.spring;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Calls of methods that return a future: the method runs once its locks are granted, and they are held until its future ends. */
final class FutureCalls {

    private final LockSetup setup;

    FutureCalls(LockSetup setup) {
        this.setup = setup;
    }

    /** Tells what goes wrong with a lock in the future, as the method itself would, and throws nothing of it. */
    @Nullable Object call(LockedMethod method, Object target, MethodInvocation invocation) throws Throwable {
        List<WantedLock> wanted;
        try {
            wanted = method.wanted(target, invocation.getArguments());
            if (!wanted.isEmpty() && TransactionEnd.isRunning()) {
                TransactionEnd.checkPolicy(wanted, LockContext.onThisThread());
                FenceGuard.checkFuture(wanted);
            }
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (wanted.isEmpty()) {
            return invocation.proceed();
        }
        AsynchronousCall locks = new AsynchronousCall(setup, wanted, LockContext.onThisThread());
        locks.holdUntil(TransactionEnd.awaited(locks));
        FutureCall call = new FutureCall(locks, method, target, invocation);
        CompletableFuture<AsynchronousCall.Outcome> granted = locks.acquire();
        if (method.kind() == CallKind.FUTURE_OF_ASYNC) {
            await(granted, locks);
        }
        granted.whenComplete(call::go);
        return call.result();
    }

    /** Waits on the thread that was given to this call, and that is to run the method. */
    private static void await(CompletableFuture<AsynchronousCall.Outcome> granted, AsynchronousCall locks) {
        try {
            granted.get();
        } catch (InterruptedException e) {
            locks.giveUp();
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CancellationException e) {
            // Told in the result.
        }
    }
}
