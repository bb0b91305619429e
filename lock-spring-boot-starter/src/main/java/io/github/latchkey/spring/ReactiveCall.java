package io.github.latchkey.spring;

import io.github.latchkey.LockLostException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One subscription to what a locked method returns. */
final class ReactiveCall {

    private final AsynchronousCall locks;
    private final LockedMethod method;
    private final Object target;
    private final MethodInvocation invocation;

    ReactiveCall(AsynchronousCall locks, LockedMethod method, Object target, MethodInvocation invocation) {
        this.locks = locks;
        this.method = method;
        this.target = target;
        this.invocation = invocation;
    }

    /** Ends the call in each case before its end is told, so that whoever hears of it finds the locks free. */
    Flux<Object> run() {
        return Flux.usingWhen(
                        Mono.just(locks),
                        // Left by the end of the call, which also gives back what is granted at the same moment.
                        asked -> Mono.fromFuture(asked.acquire(), true).flatMapMany(this::granted),
                        this::completed,
                        this::failed,
                        asked -> Mono.fromFuture(asked.end(new CancellationException("cancelled by its subscriber"))))
                .onErrorMap(ReactiveCall::unwrapped);
    }

    private Publisher<Object> granted(AsynchronousCall.Outcome outcome) {
        if (outcome instanceof AsynchronousCall.Busy busy) {
            return answer(busy);
        }
        LockContext context = locks.enter();
        Flux<Object> work = Flux.defer(() -> proceed(invocation, context));
        if (context != null) {
            work = work.contextWrite(inherited -> ReactiveLockContext.put(inherited, context));
        }
        return locks.held().failsIfLost() ? endedByLoss(work) : work;
    }

    private Flux<Object> endedByLoss(Flux<Object> work) {
        CompletableFuture<LockLostException> loss = new CompletableFuture<>();
        locks.held().whenLost(loss::complete);
        // An error there would end the chain, but not cancel the work.
        return work.takeUntilOther(Mono.fromFuture(loss, true))
                .concatWith(Mono.defer(() -> loss.isDone() ? Mono.error(loss.join()) : Mono.empty()));
    }

    /** Runs the method itself, which finds its locks on this thread. */
    static Flux<Object> proceed(MethodInvocation invocation, @Nullable LockContext context) {
        try {
            return published(AsynchronousCall.proceed(invocation, context));
        } catch (Throwable e) {
            return Flux.error(e);
        }
    }

    private Flux<Object> answer(AsynchronousCall.Busy busy) {
        try {
            return published(
                    BusyAnswer.of(busy.reason(), busy.operation(), method.place(), target, invocation.getArguments()));
        } catch (Throwable e) {
            return Flux.error(e);
        }
    }

    private Publisher<?> completed(AsynchronousCall asked) {
        return Mono.fromFuture(asked.end(null)).flatMap(lost -> Mono.error(new LostAtTheEnd(lost)));
    }

    private Publisher<?> failed(AsynchronousCall asked, Throwable error) {
        return Mono.fromFuture(asked.end(error)).doOnNext(lost -> {
            if (!(error instanceof LockLostException)) {
                error.addSuppressed(lost);
            }
        });
    }

    /** Reactor wraps what a completion fails with. */
    private static Throwable unwrapped(Throwable error) {
        return error.getCause() instanceof LostAtTheEnd end ? end.lost : error;
    }

    @SuppressWarnings("unchecked") // Whatever it emits is only passed on.
    private static Flux<Object> published(@Nullable Object returned) {
        return returned == null ? Flux.empty() : Flux.from((Publisher<Object>) returned);
    }

    /** Tells a loss that this call was to tell from one that its method failed with. */
    private static final class LostAtTheEnd extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient LockLostException lost;

        LostAtTheEnd(LockLostException lost) {
            super(lost);
            this.lost = lost;
        }
    }
}
