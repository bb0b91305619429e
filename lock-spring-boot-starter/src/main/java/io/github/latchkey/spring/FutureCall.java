package io.github.latchkey.spring;

import io.github.latchkey.LockLostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/** One call of a method that returns a future, and the future that its caller gets instead. */
final class FutureCall {

    private final AsynchronousCall locks;
    private final LockedMethod method;
    private final Object target;
    private final MethodInvocation invocation;
    private final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
    private volatile @Nullable Future<?> work;
    private volatile boolean unwanted;

    FutureCall(AsynchronousCall locks, LockedMethod method, Object target, MethodInvocation invocation) {
        this.locks = locks;
        this.method = method;
        this.target = target;
        // Its own, for the one of the caller is done once the future is returned.
        this.invocation = invocation instanceof ProxyMethodInvocation proxied ? proxied.invocableClone() : invocation;
        result.whenComplete((value, error) -> {
            locks.giveUp();
            if (result.isCancelled()) {
                cancelWork();
            }
        });
    }

    CompletableFuture<@Nullable Object> result() {
        return result;
    }

    /** Goes on when the wait for the locks has ended. */
    void go(AsynchronousCall.@Nullable Outcome outcome, @Nullable Throwable failure) {
        if (outcome instanceof AsynchronousCall.Busy busy) {
            answer(busy);
        } else if (failure == null) {
            run();
        } else {
            result.completeExceptionally(failure);
        }
    }

    private void answer(AsynchronousCall.Busy busy) {
        try {
            Object answer =
                    BusyAnswer.of(busy.reason(), busy.operation(), method.place(), target, invocation.getArguments());
            stage(answer).whenComplete(this::complete);
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    private void run() {
        if (result.isDone()) {
            locks.end(null);
            return;
        }
        LockContext context = locks.enter();
        locks.held().whenLost(this::lost);
        CompletionStage<?> stage;
        try {
            stage = stage(AsynchronousCall.proceed(invocation, context));
        } catch (Throwable e) {
            stage = CompletableFuture.failedFuture(e);
        }
        stage.whenComplete(this::ended);
        if (stage instanceof Future<?> future) {
            work = future;
            if (unwanted) {
                future.cancel(true);
            }
        }
    }

    /** The end of a lock never replaces a result or an exception of the method, unless it was told to. */
    private void ended(@Nullable Object value, @Nullable Throwable error) {
        locks.end(error).whenComplete((lost, impossible) -> {
            if (error == null && lost != null) {
                result.completeExceptionally(lost);
            } else {
                if (error != null && lost != null) {
                    error.addSuppressed(lost);
                }
                complete(value, error);
            }
        });
    }

    private void lost(LockLostException lost) {
        if (result.completeExceptionally(lost)) {
            cancelWork();
        }
    }

    private void complete(@Nullable Object value, @Nullable Throwable error) {
        if (error == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(error);
        }
    }

    private void cancelWork() {
        unwanted = true;
        Future<?> running = work;
        if (running != null) {
            running.cancel(true);
        }
    }

    private static CompletionStage<?> stage(@Nullable Object returned) {
        return returned == null ? CompletableFuture.completedFuture(null) : (CompletionStage<?>) returned;
    }
}
