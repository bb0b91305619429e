package io.github.latchkey.spring;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockException;
import io.github.latchkey.LockLostException;
import io.github.latchkey.LockRequest;
import io.github.latchkey.spring.LockedCallObserver.Phase;
import io.github.latchkey.spring.LockedCallObserver.Step;
import java.util.ArrayList;
import java.util.List;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Calls of methods that do their work on the calling thread, which also waits for the locks. */
final class BlockingCalls {

    private final LockSetup setup;
    private final CommitGuard guard;

    BlockingCalls(LockSetup setup) {
        this.setup = setup;
        this.guard = new CommitGuard(setup);
    }

    @Nullable Object call(LockedMethod method, Object target, MethodInvocation invocation) throws Throwable {
        List<WantedLock> wanted = method.wanted(target, invocation.getArguments());
        if (wanted.isEmpty()) {
            return invocation.proceed();
        }
        LockContext outer = LockContext.onThisThread();
        boolean joins = TransactionEnd.isRunning();
        if (joins) {
            TransactionEnd.checkPolicy(wanted, outer);
        }
        HeldLocks held = new HeldLocks(new ArrayList<>(1));
        for (WantedLock one : wanted) {
            try {
                acquire(one, outer, held);
            } catch (LockBusyException busy) {
                held.release();
                return BusyAnswer.of(busy, one.operation(), method.place(), target, invocation.getArguments());
            } catch (RuntimeException | Error e) {
                held.release();
                throw e;
            }
        }
        if (joins) {
            join(held, outer);
        }
        return held.isEmpty() ? invocation.proceed() : run(held, outer, joins, invocation);
    }

    private void acquire(WantedLock one, @Nullable LockContext outer, HeldLocks held) {
        LockOperation operation = one.operation();
        Object nestedIn = outer == null ? null : outer.owner(one.request().names());
        Object owner = nestedIn == null ? Thread.currentThread() : nestedIn;
        LockRequest request = one.request().ownedBy(owner);
        Phase waiting = setup.observer().begin(Step.WAIT, operation.name(), request.names());
        LockException failure = null;
        waiting.enter();
        try {
            held.add(new HeldLock(operation, setup.client(operation.client()).acquire(request), owner));
        } catch (LockException e) {
            failure = e;
        } finally {
            waiting.leave();
            waiting.end(failure);
        }
        if (failure != null && !one.goesWithout(failure, setup.observer())) {
            throw failure;
        }
    }

    private void join(HeldLocks held, @Nullable LockContext outer) {
        try {
            guard.join(held.all(), outer);
        } catch (RuntimeException | Error e) {
            held.release();
            throw e;
        }
    }

    private @Nullable Object run(
            HeldLocks held, @Nullable LockContext outer, boolean joins, MethodInvocation invocation) throws Throwable {
        Runnable endOfWatch = LossInterrupt.watching(held);
        Phase holding = held.begin(setup.observer());
        Object result = null;
        Throwable failure = null;
        LockContext context = new LockContext(held.all(), outer);
        LockContext.set(context);
        holding.enter();
        try {
            result = invocation.proceed();
        } catch (Throwable e) {
            failure = e;
        }
        holding.leave();
        LockContext.set(outer);
        context.end();
        endOfWatch.run();
        // The end of a lock never replaces a result or an exception of the method, unless it was told to.
        LockLostException lost = joins && TransactionEnd.releases(held) ? held.lost() : held.release();
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
}
