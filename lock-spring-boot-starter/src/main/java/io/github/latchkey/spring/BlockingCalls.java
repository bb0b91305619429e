package io.github.latchkey.spring;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockException;
import io.github.latchkey.LockLostException;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.spring.LockedCallObserver.Phase;
import io.github.latchkey.spring.LockedCallObserver.Step;
import java.util.List;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls of methods that do their work on the calling thread, which also waits for the locks. */
final class BlockingCalls {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    private final LockSetup setup;
    private final CommitGuard guard = new CommitGuard();

    BlockingCalls(LockSetup setup) {
        this.setup = setup;
    }

    @Nullable Object call(LockedMethod method, Object target, MethodInvocation invocation) throws Throwable {
        List<WantedLock> wanted = method.wanted(target, invocation.getArguments());
        if (wanted.isEmpty()) {
            return invocation.proceed();
        }
        boolean joins = TransactionEnd.isRunning();
        if (joins) {
            TransactionEnd.checkPolicy(wanted);
        }
        HeldLocks held = new HeldLocks();
        for (WantedLock one : wanted) {
            try {
                acquire(one, held);
            } catch (LockBusyException busy) {
                held.release();
                return BusyAnswer.of(busy, one.operation(), method.place(), target, invocation.getArguments());
            } catch (RuntimeException | Error e) {
                held.release();
                throw e;
            }
        }
        return held.isEmpty() ? invocation.proceed() : run(held, joins, invocation);
    }

    private void acquire(WantedLock one, HeldLocks held) {
        LockOperation operation = one.operation();
        Phase waiting = setup.observer()
                .begin(Step.WAIT, operation.name(), one.request().names());
        LockException failure = null;
        waiting.enter();
        try {
            held.add(new HeldLock(operation, setup.client(operation.client()).acquire(one.request())));
        } catch (LockException e) {
            failure = e;
        } finally {
            waiting.leave();
            waiting.end(failure);
        }
        if (failure instanceof LockStoreException outage && one.canDoWithout(outage)) {
            log.warn(
                    "Running '{}' without its lock, as its outage policy says: {}",
                    operation.name(),
                    outage.getMessage());
            setup.observer().proceedsUnlocked(operation.name(), outage);
        } else if (failure != null) {
            throw failure;
        }
    }

    private @Nullable Object run(HeldLocks held, boolean joins, MethodInvocation invocation) throws Throwable {
        LockContext outer = LockContext.onThisThread();
        LossInterrupt interrupt = LossInterrupt.watching(held);
        Phase holding = holding(held);
        Object result = null;
        Throwable failure = null;
        LockContext.set(new LockContext(held.all(), outer));
        holding.enter();
        try {
            result = invocation.proceed();
        } catch (Throwable e) {
            failure = e;
        }
        holding.leave();
        LockContext.set(outer);
        interrupt.end();
        // The end of a lock never replaces a result or an exception of the method, unless it was told to.
        LockLostException lost = joins && TransactionEnd.releases(held, guard) ? held.lost() : held.release();
        holding.end(failure == null ? lost : failure);
        if (failure != null) {
            if (lost != null) {
                failure.addSuppressed(lost);
            }
            throw failure;
        }
        if (lost != null) {
            throw lost;
        }
        return result;
    }

    private Phase holding(HeldLocks held) {
        LockedCallObserver observer = setup.observer();
        if (observer == LockedCallObserver.NONE) {
            return Phase.NONE;
        }
        List<String> names = held.all().stream()
                .flatMap(lock -> lock.lease().names().stream())
                .toList();
        return observer.begin(Step.HOLD, held.all().get(0).operation().name(), names);
    }
}
