package io.github.latchkey;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** How an attempt to take a lock ended. A value, so that busy costs no exception where nobody wants one. */
sealed interface Outcome {

    /** Returns the hold, or throws what the caller is to see, with the caller's own stack trace. */
    Hold holdOrThrow(LockRequest request, @Nullable InterruptedException interrupt);

    /** Notes the outcome in the debug log; what is thrown as broken is for the caller to log. */
    void log(Logger log, LockRequest request, Duration took);

    record Acquired(Hold hold) implements Outcome {
        @Override
        public Hold holdOrThrow(LockRequest request, @Nullable InterruptedException interrupt) {
            return hold;
        }

        @Override
        public void log(Logger log, LockRequest request, Duration took) {
            log.debug("Acquired lock {} after {}", hold, Display.duration(took));
        }
    }

    record NotFree(Busy busy, Duration waited) implements Outcome {
        @Override
        public Hold holdOrThrow(LockRequest request, @Nullable InterruptedException interrupt) {
            throw new LockBusyException(request.name(), busy, waited, interrupt);
        }

        @Override
        public void log(Logger log, LockRequest request, Duration took) {
            log.debug(
                    "Lock {} is busy after {}: held by {}",
                    Display.lock(request),
                    Display.duration(took),
                    Display.text(busy.holder()));
        }
    }

    record Broken(String reason, boolean passing, @Nullable Throwable cause, Duration waited) implements Outcome {
        @Override
        public Hold holdOrThrow(LockRequest request, @Nullable InterruptedException interrupt) {
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
        public void log(Logger log, LockRequest request, Duration took) {
            log.debug("Lock {} not acquired after {}: {}", Display.lock(request), Display.duration(took), reason);
        }
    }
}
