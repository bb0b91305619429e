package io.github.latchkey.simulation;

import io.github.latchkey.fault.history.Rule;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** A reply that lets no failure of those who hear it go unseen, as futures do. */
final class Reply<T> extends CompletableFuture<T> {

    private final Journal journal;

    Reply(Journal journal) {
        this.journal = journal;
    }

    @Override
    public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
        return super.whenComplete((answer, error) -> {
            try {
                action.accept(answer, error);
            } catch (RuntimeException e) {
                journal.violation(Rule.ERROR, "", "hearing " + answer + " or " + error + " failed: " + e);
                throw e;
            }
        });
    }
}
