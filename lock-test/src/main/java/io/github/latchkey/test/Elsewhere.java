package io.github.latchkey.test;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStore;
import io.github.latchkey.Timer;
import java.time.Duration;

/** Another process, which holds locks that the application under test wants; nothing fails there. */
final class Elsewhere {

    private final LockClient client;
    private final LockChecks checks;

    Elsewhere(LockStore store, Timer timer, CallHistory calls, Waits waits, LockChecks checks) {
        LockClient unrecorded = LockClient.builder(store)
                .applicationName("elsewhere")
                .closeGrace(Duration.ZERO)
                .timer(timer)
                .build();
        this.client = RecordedClient.of(unrecorded, calls, new Failures(), waits);
        this.checks = checks;
    }

    /** Takes a lock until the lease is closed; throws where somebody has it. */
    LockLease hold(LockRequest request) {
        LockRequest atOnce =
                request.waitAtMost(Duration.ZERO).ownedBy(new Object()).label("elsewhere");
        return client.tryAcquire(atOnce)
                .orElseThrow(() -> new IllegalStateException("Lock '" + String.join("', '", request.names())
                        + "' cannot be held elsewhere, for it is taken. " + checks.takenNow()));
    }
}
