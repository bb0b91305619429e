package io.github.latchkey.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all of a candidacy is decided under. Looks come from the engine, answers from the threads of all nodes, time from the timer: one short
 * monitor orders them. What is to be sent or completed is noted as a step under it, and done after it, so that no command is sent and
 * nobody is told anything while it is held. A candidacy may ask its predecessor's while it holds its own, never the other way round.
 */
final class Monitor {

    private final ReentrantLock lock = new ReentrantLock();

    /** Answers a question under the monitor. */
    boolean holds(BooleanSupplier question) {
        lock.lock();
        try {
            return question.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /** Returns what is found under the monitor. */
    <T extends @Nullable Object> T find(Supplier<T> search) {
        lock.lock();
        try {
            return search.get();
        } finally {
            lock.unlock();
        }
    }

    /** Decides under the monitor, and then does what was decided. */
    void decide(Consumer<List<Runnable>> decision) {
        List<Runnable> steps = new ArrayList<>(2);
        lock.lock();
        try {
            decision.accept(steps);
        } finally {
            lock.unlock();
        }
        steps.forEach(Runnable::run);
    }
}
