package io.github.latchkey;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a line decided under its monitor, to be done once that is free: first a stand is retired, then a look is sent, so that the store
 * sees them in this order; then requests end. Used by one thread, once.
 */
final class Steps {

    static final CompletableFuture<Boolean> YES = CompletableFuture.completedFuture(true);

    private final Engine engine;
    private @Nullable Grant retiring;
    private Duration keep = Duration.ZERO;
    private CompletableFuture<Boolean> gaveBack = YES;
    private @Nullable Line asking;
    private @Nullable Place place;
    private @Nullable Look look;
    private @Nullable Waiter winner;
    private @Nullable Hold entered;
    private @Nullable List<Runnable> rest;

    Steps(Engine engine) {
        this.engine = engine;
    }

    void retire(Grant grant, Duration keptFor) {
        retiring = grant;
        keep = keptFor;
    }

    void yielding(Place successor) {
        gaveBack = successor.gaveBack();
    }

    void send(Line line, Place asked, Look sent) {
        asking = line;
        place = asked;
        look = sent;
    }

    void enter(Waiter first, Hold hold) {
        winner = first;
        entered = hold;
    }

    void end(Waiter waiter, Outcome outcome) {
        then(() -> waiter.end(outcome));
    }

    void then(Runnable step) {
        List<Runnable> steps = rest;
        if (steps == null) {
            steps = new ArrayList<>();
            rest = steps;
        }
        steps.add(step);
    }

    /** Does it all. Returns whether a lock that was given back was ours, once that is known; true where none was. */
    CompletableFuture<Boolean> run() {
        if (retiring != null) {
            gaveBack = retiring.retire(keep);
        }
        if (asking != null && place != null && look != null) {
            send(asking, place, look, engine.store());
        }
        if (winner != null && entered != null) {
            letIn(winner, entered);
        }
        if (rest != null) {
            rest.forEach(Runnable::run);
        }
        return gaveBack;
    }

    private void letIn(Waiter first, Hold hold) {
        // Watched before its holder can release it, or it would be watched for ever.
        engine.keeper().watch(hold.grant());
        first.end(new Outcome.Acquired(hold));
        hold.grant().tellOfLoss();
    }

    private static void send(Line line, Place asked, Look sent, LockStore store) {
        StoreFailure.caught(() -> store.acquire(sent))
                .whenComplete((answer, error) ->
                        line.answered(asked, sent, answer, error == null ? null : StoreFailure.of(error, store)));
    }
}
