package io.github.latchkey;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** How a request for a lock ended. A value, so that busy costs no exception where nobody wants one. */
sealed interface Outcome {

    /** Returns the lease, or throws what the caller is to see, with the caller's own stack trace. */
    EngineLease leaseOrThrow(Engine engine, LockRequest request, @Nullable InterruptedException interrupt);

    LockEvent.Kind kind();

    /** Whether somebody else had the lock, for all that is known: to a caller that is a value, not a failure. */
    default boolean isBusy() {
        return kind() == LockEvent.Kind.BUSY;
    }

    /** Why, in words; null if the lock was acquired. */
    @Nullable String reason();

    default long token() {
        return 0;
    }

    /** Notes the outcome in the debug log, which is on; what is thrown as broken is for the caller to log. */
    default void log(Logger log, LockRequest request, Duration took) {
        String what = isBusy() ? "is busy" : "not acquired";
        LogLine.of(log.atDebug(), request, took)
                .addKeyValue("outcome", kind())
                .log("Lock {} {} after {}: {}", Display.lock(request), what, Display.duration(took), reason());
    }

    record Acquired(Hold hold) implements Outcome {
        @Override
        public EngineLease leaseOrThrow(Engine engine, LockRequest request, @Nullable InterruptedException interrupt) {
            return new HeldLease(hold, engine);
        }

        @Override
        public LockEvent.Kind kind() {
            return LockEvent.Kind.ACQUIRED;
        }

        @Override
        public @Nullable String reason() {
            return null;
        }

        @Override
        public long token() {
            return hold.token();
        }

        @Override
        public void log(Logger log, LockRequest request, Duration took) {
            LogLine.of(log.atDebug(), hold, took).log("Acquired lock {} after {}", hold, Display.duration(took));
        }
    }

    record AcquiredAll(LeaseGroup leases) implements Outcome {
        @Override
        public EngineLease leaseOrThrow(Engine engine, LockRequest request, @Nullable InterruptedException interrupt) {
            return leases;
        }

        @Override
        public LockEvent.Kind kind() {
            return LockEvent.Kind.ACQUIRED;
        }

        @Override
        public @Nullable String reason() {
            return null;
        }
    }

    /** What became of one of several locks, which decides about all of them. */
    record OfOne(LockRequest one, Outcome outcome) implements Outcome {
        @Override
        public EngineLease leaseOrThrow(Engine engine, LockRequest request, @Nullable InterruptedException interrupt) {
            return outcome.leaseOrThrow(engine, one, interrupt);
        }

        @Override
        public LockEvent.Kind kind() {
            return outcome.kind();
        }

        @Override
        public boolean isBusy() {
            return outcome.isBusy();
        }

        @Override
        public @Nullable String reason() {
            return outcome.reason();
        }
    }

    /** A request whose caller no longer waited, with what was known then. */
    record GivenUp(Outcome known) implements Outcome {
        @Override
        public EngineLease leaseOrThrow(Engine engine, LockRequest request, @Nullable InterruptedException interrupt) {
            return known.leaseOrThrow(engine, request, interrupt);
        }

        @Override
        public LockEvent.Kind kind() {
            return LockEvent.Kind.CANCELLED;
        }

        @Override
        public boolean isBusy() {
            return known.isBusy();
        }

        @Override
        public @Nullable String reason() {
            return known.reason();
        }
    }

    record Refused(LockException error) implements Outcome {
        @Override
        public EngineLease leaseOrThrow(Engine engine, LockRequest request, @Nullable InterruptedException interrupt) {
            throw error;
        }

        @Override
        public LockEvent.Kind kind() {
            return error instanceof LockBusyException ? LockEvent.Kind.BUSY : LockEvent.Kind.FAILED;
        }

        @Override
        public String reason() {
            return String.valueOf(error.getMessage());
        }
    }

    record NotFree(Busy busy, Duration waited) implements Outcome {
        @Override
        public EngineLease leaseOrThrow(Engine engine, LockRequest request, @Nullable InterruptedException interrupt) {
            throw LockBusyException.held(request.name(), busy, waited, interrupt);
        }

        @Override
        public LockEvent.Kind kind() {
            return LockEvent.Kind.BUSY;
        }

        @Override
        public String reason() {
            return "held by " + Display.text(busy.holder());
        }
    }

    record Crowded(int maxWaiters, Duration waited) implements Outcome {
        @Override
        public EngineLease leaseOrThrow(Engine engine, LockRequest request, @Nullable InterruptedException interrupt) {
            throw LockBusyException.crowded(request.name(), maxWaiters, waited);
        }

        @Override
        public LockEvent.Kind kind() {
            return LockEvent.Kind.BUSY;
        }

        @Override
        public String reason() {
            return maxWaiters + " requests of this client wait for it already";
        }
    }

    record Broken(String reason, boolean passing, @Nullable Throwable cause, Duration waited) implements Outcome {
        @Override
        public EngineLease leaseOrThrow(Engine engine, LockRequest request, @Nullable InterruptedException interrupt) {
            if (interrupt != null && cause != null) {
                interrupt.addSuppressed(cause);
            }
            throw new LockStoreException(
                    "Lock " + Display.name(request.name()) + " not acquired after " + Display.duration(waited) + ": "
                            + reason + " The lock is not held, and what may have been granted unseen is given back.",
                    passing,
                    interrupt == null ? cause : interrupt);
        }

        @Override
        public LockEvent.Kind kind() {
            return LockEvent.Kind.FAILED;
        }
    }
}
