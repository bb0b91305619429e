package io.github.latchkey.benchmarks.micro;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** P2: taking a lock again that the thread holds, and giving that back. Fails if a command went to the store. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReentryBenchmark {

    private final CountedStore counted = new CountedStore();
    private final LockClient client =
            LockClient.builder(counted.store()).closeGrace(Duration.ZERO).build();
    // Without a wait: if this were no re-entry, it would be busy, and the benchmark fail.
    private final LockRequest request =
            LockRequest.of("order:42").waitAtMost(Duration.ZERO).leaseFor(Duration.ofDays(1));
    private final LockLease outer = client.acquire(request);
    private long before;

    /** Notes what was sent before. */
    @Setup
    public void prepare() {
        before = counted.commands();
        if (before == 0) {
            throw new IllegalStateException("The first acquire was not counted, so nothing would be");
        }
    }

    /** Enters and leaves once more. */
    @Benchmark
    public long reenter() {
        try (LockLease nested = client.acquire(request)) {
            return nested.fencingToken();
        }
    }

    /** Checks that nothing was sent since. */
    @TearDown
    public void check() {
        long sent = counted.commands() - before;
        outer.release();
        client.close();
        if (sent != 0) {
            throw new IllegalStateException("Re-entry sent " + sent + " commands to the store");
        }
    }
}
