package io.github.latchkey.sample.remote;

import io.github.latchkey.sample.traces.CallTrace;
import io.github.latchkey.sample.traces.Step.Kind;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A call to a service elsewhere, of which the sample shows only the time that it takes. */
public final class RemoteCall {

    private RemoteCall() {}

    /** Takes between 5 and 20 ms, as a call through a network to a service with a database does. */
    public static void make() {
        make(Duration.ofMillis(5), Duration.ofMillis(20));
    }

    /** Takes between so long and so long. */
    public static void make(Duration atLeast, Duration atMost) {
        CallTrace.current().ifPresent(call -> call.step(Kind.REMOTE, null));
        long nanos = ThreadLocalRandom.current().nextLong(atLeast.toNanos(), atMost.toNanos() + 1);
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for another service", e);
        }
    }
}
