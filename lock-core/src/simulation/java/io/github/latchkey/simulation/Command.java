package io.github.latchkey.simulation;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A request on its way to the server, where it may run several times. */
final class Command<T> {

    private final Object what;
    private final Supplier<CompletionStage<T>> run;
    private final Reply<T> reply;
    private boolean hasRun;

    Command(Object what, Supplier<CompletionStage<T>> run, Journal journal) {
        this.what = what;
        this.run = run;
        this.reply = new Reply<>(journal);
    }

    CompletionStage<T> reply() {
        return reply;
    }

    boolean hasRun() {
        return hasRun;
    }

    /** Runs at the server. */
    T execute() {
        hasRun = true;
        return run.get().toCompletableFuture().join();
    }

    void complete(T answer) {
        reply.complete(answer);
    }

    void fail(Throwable error) {
        reply.completeExceptionally(error);
    }

    @Override
    public String toString() {
        return what.toString();
    }
}
