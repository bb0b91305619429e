package io.github.latchkey.spring;

import io.github.latchkey.LockUsageException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The locks of an annotated method in the chain that it returned, whichever threads that runs on:
 *
 * <pre>{@code
 * return ReactiveLockContext.current()
 *         .flatMap(locks -> orders.save(order, locks.fencingToken()));
 * }</pre>
 *
 * <p>They travel in the Reactor {@link Context}. What subscribes on its own inside of a chain does not find them.
 */
public final class ReactiveLockContext {

    private ReactiveLockContext() {}

    /**
     * Returns the context of the innermost annotated method in whose chain this is subscribed.
     *
     * @return the context, or an error of {@link LockUsageException} if there is none: the method was not called through its bean, its
     *     condition did not hold, or it runs unlocked through an outage, as its policy says
     */
    public static Mono<LockContext> current() {
        return Mono.deferContextual(view -> {
            LockContext context = in(view);
            return context == null
                    ? Mono.error(new LockUsageException(
                            "No method with @DistributedLock is under its lock in this chain. Call the"
                                    + " method through its bean, not through this, and let what it returns be subscribed as part of the"
                                    + " chain."))
                    : Mono.just(context);
        });
    }

    static @Nullable LockContext in(ContextView view) {
        return view.getOrDefault(ReactiveLockContext.class, null);
    }

    static Context put(Context context, LockContext locks) {
        return context.put(ReactiveLockContext.class, locks);
    }
}
