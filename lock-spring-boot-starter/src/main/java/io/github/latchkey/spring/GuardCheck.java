package io.github.latchkey.spring;

import io.github.latchkey.LockKind;
import io.github.latchkey.LockMode;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;

/** Checks at the start that a guard can do what it promises. */
final class GuardCheck {

    private GuardCheck() {}

    static void check(Guard guard, LockKind lock, CallKind call, MethodPlace place) {
        if (guard == Guard.NONE) {
            return;
        }
        if (guard == Guard.FENCE && (lock.permits() > 0 || lock.mode() == LockMode.SHARED)) {
            throw place.mistake(
                    "guard is FENCE, but the lock has several holders at a time, whose tokens would refuse each other.",
                    "Choose Guard.LEASE, or an exclusive lock.");
        }
        if (!call.isReactive()) {
            return;
        }
        if (guard == Guard.FENCE) {
            throw place.mistake(
                    "guard is FENCE, but the fence table is written through JDBC, and the method returns "
                            + place.result().getSimpleName() + ".",
                    "Choose Guard.LEASE, and write ReactiveLockContext's fencing token with your own statements.");
        }
        if (new AnnotationTransactionAttributeSource(false).getTransactionAttribute(place.method(), place.type())
                != null) {
            throw place.mistake(
                    "guard is " + guard
                            + ", but the method is reactive and transactional, and commits of reactive transactions"
                            + " cannot be watched.",
                    "Say guard = Guard.NONE, and check LockLease.isHeld() before the end of the work where that matters.");
        }
    }
}
