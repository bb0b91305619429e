package io.github.latchkey;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt to take a lock ended. A value, so that busy costs no exception where nobody wants one. */
sealed interface Outcome {

    /** Returns the hold, or throws what the caller is to see, with the caller's own stack trace. */
    Hold holdOrThrow(LockRequest request, @Nullable InterruptedException interrupt);

    record Acquired(Hold hold) implements Outcome {
        @Override
        public Hold holdOrThrow(LockRequest request, @Nullable InterruptedException interrupt) {
            return hold;
        }
    }

    record NotFree(Busy busy, Duration waited) implements Outcome {
        @Override
        public Hold holdOrThrow(LockRequest request, @Nullable InterruptedException interrupt) {
            throw new LockBusyException(request.name(), busy, waited, interrupt);
        }
    }

    record Broken(String reason, boolean passing, @Nullable Throwable cause, Duration waited) implements Outcome {
        @Override
        public Hold holdOrThrow(LockRequest request, @Nullable InterruptedException interrupt) {
            throw new LockStoreException(
                    "Lock " + Display.name(request.name()) + " not acquired after " + Display.duration(waited) + ": "
                            + reason + " The lock is not held, and what may have been granted unseen is given back.",
                    passing,
                    cause == null ? interrupt : cause);
        }
    }
}
