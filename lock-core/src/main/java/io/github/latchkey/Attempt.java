package io.github.latchkey;

import java.util.concurrent.CompletableFuture;

/** A request on its way, whether for one lock or for several. */
interface Attempt {

    /** Completes with the outcome, never exceptionally, on whichever thread brings it about. */
    CompletableFuture<Outcome> outcome();

    /** Ends the request early; the outcome says what is known so far. */
    void giveUp(String reason);
}
