package io.github.latchkey.benchmarks.contender;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A lock library, as the benchmarks use it. Any number of threads may call it; who takes a lock releases it on the same thread. */
public interface Contender extends AutoCloseable {

    /**
     * Takes a lock.
     *
     * @param name what to lock
     * @param wait how long to wait at most; zero is one try. Libraries that cannot wait try once
     * @return the lock, or null if it was busy all the time
     * @throws Exception if the library fails
     */
    @Nullable Held take(String name, Duration wait) throws Exception;

    @Override
    void close();

    /** A lock that was taken. */
    @FunctionalInterface
    interface Held {

        /**
         * Gives the lock back.
         *
         * @return false if the library says that it was lost
         * @throws Exception if the library fails
         */
        boolean release() throws Exception;
    }
}
