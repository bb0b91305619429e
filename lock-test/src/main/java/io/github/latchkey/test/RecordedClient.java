package io.github.latchkey.test;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockException;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Puts a record of all requests around a client. A proxy, since the client of an application is more than a client: it takes part in
 * the life of its context.
 */
final class RecordedClient implements InvocationHandler {

    private final LockClient target;
    private final CallHistory calls;
    private final Failures failures;
    private final Waits waits;

    private RecordedClient(LockClient target, CallHistory calls, Failures failures, Waits waits) {
        this.target = target;
        this.calls = calls;
        this.failures = failures;
        this.waits = waits;
    }

    static LockClient of(LockClient target, CallHistory calls, Failures failures, Waits waits) {
        Set<Class<?>> interfaces = new LinkedHashSet<>(Set.of(LockClient.class));
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            interfaces.addAll(Set.of(type.getInterfaces()));
        }
        return (LockClient) Proxy.newProxyInstance(
                target.getClass().getClassLoader(),
                interfaces.toArray(Class<?>[]::new),
                new RecordedClient(target, calls, failures, waits));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("equals") && arguments != null && arguments.length == 1) {
            return proxy == arguments[0];
        }
        if (method.getName().equals("asLock")) {
            // Made of asynchronous requests to this proxy, so that they are recorded.
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        if (arguments != null && arguments.length > 0 && arguments[0] instanceof LockRequest request) {
            switch (method.getName()) {
                case "acquire" -> {
                    return acquire(request);
                }
                case "tryAcquire" -> {
                    return tryAcquire(request);
                }
                case "acquireAsync" -> {
                    return acquireAsync(request);
                }
                case "execute" -> {
                    return execute(request, arguments[1]);
                }
                default -> {
                    // The others do not say what they asked for, or do not ask.
                }
            }
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private LockLease acquire(LockRequest request) {
        Call call = begin(request);
        try {
            failIfAsked(call);
            LockLease lease = target.acquire(request);
            call.granted(lease);
            return lease;
        } catch (LockException e) {
            call.refused(e.getClass().getSimpleName());
            throw e;
        }
    }

    private Optional<LockLease> tryAcquire(LockRequest request) {
        Call call = begin(request);
        try {
            failIfAsked(call);
            Optional<LockLease> lease = target.tryAcquire(request);
            lease.ifPresentOrElse(call::granted, () -> call.refused(LockBusyException.class.getSimpleName()));
            return lease;
        } catch (LockException e) {
            call.refused(e.getClass().getSimpleName());
            throw e;
        }
    }

    /** Answers with a future of its own, so that the record is there before anybody hears of the answer. */
    private CompletableFuture<LockLease> acquireAsync(LockRequest request) {
        Call call = calls.begin(request, request.owner());
        LockStoreException failure = failure(call);
        CompletableFuture<LockLease> asked =
                failure == null ? target.acquireAsync(request) : CompletableFuture.failedFuture(failure);
        CompletableFuture<LockLease> answer = new CompletableFuture<>();
        asked.whenComplete((lease, error) -> {
            if (error != null) {
                call.refused(error.getClass().getSimpleName());
                answer.completeExceptionally(error);
                return;
            }
            call.granted(lease);
            if (!answer.complete(lease)) {
                lease.releaseAsync();
            }
        });
        answer.whenComplete((lease, error) -> asked.cancel(false));
        call.asked();
        awaitOrSkip(request, asked);
        return answer;
    }

    private void awaitOrSkip(LockRequest request, CompletableFuture<LockLease> asked) {
        try {
            if (request.owner() == Thread.currentThread()) {
                // This thread is going to block until it is answered, in Lock.lock() for example.
                waits.await(asked.handle((lease, error) -> asked));
            } else if (waits.areSkipped()) {
                waits.end(asked);
            }
        } catch (InterruptedException e) {
            // For the caller, who waits next.
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new AssertionError("What a future ended with is no failure here", e);
        }
    }

    private @Nullable Object execute(LockRequest request, @Nullable Object work) throws Throwable {
        LockLease lease = acquire(request);
        try {
            if (work instanceof LockClient.Work<?, ?> result) {
                return result.run();
            }
            if (work instanceof LockClient.Action<?> action) {
                action.run();
            }
            return null;
        } finally {
            lease.release();
        }
    }

    private Call begin(LockRequest request) {
        return calls.begin(request, request.owner() == null ? Thread.currentThread() : request.owner());
    }

    private void failIfAsked(Call call) {
        LockStoreException failure = failure(call);
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable LockStoreException failure(Call call) {
        return calls.isNested(call) ? null : failures.next(StoreOperation.ACQUIRE);
    }
}
