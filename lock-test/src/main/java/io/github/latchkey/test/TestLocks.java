package io.github.latchkey.test;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStore;
import io.github.latchkey.Timer;
import io.github.latchkey.memory.MemoryLockStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Locks for tests: kept in memory, on a clock that the test moves. Comes from {@link LockTest}, or in a test without Spring from
 *
 * <pre>{@code
 * @RegisterExtension
 * TestLocks locks = TestLocks.create();
 * }</pre>
 *
 * <p>The clock stands still until {@link #advance} is called: no lease ends and no wait ends by itself. One exception keeps tests
 * from hanging: where the test's own thread waits for a lock, its wait passes at once, and the clock goes on by as much; while other
 * threads hold locks it gives them one (real) second first. Other threads wait until the lock is free or the clock is moved;
 * {@link #skipWaits} lets their waits pass, too.
 *
 * <p>Everything begins anew before each test. Safe for use by several threads of one test, but not by several tests at the same time.
 */
public final class TestLocks implements BeforeEachCallback {

    private static final Duration COURTESY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestClock clock = new TestClock(ClockThread.executor());
    private final MemoryLockStore memory = new MemoryLockStore(clock);
    private final Failures failures = new Failures();
    private final TestStore store = new TestStore(memory, failures);
    private final CallHistory calls = new CallHistory();
    private final CallHistory callsElsewhere = new CallHistory();
    private final List<CallHistory> histories = List.of(calls, callsElsewhere);
    private final Expiry expiry = new Expiry(memory, clock, histories);
    private final Waits waits;
    private final LockChecks checks;
    private final LockClient client;
    private final Elsewhere elsewhere;

    private TestLocks(Duration patience) {
        waits = new Waits(clock, calls, COURTESY, patience);
        checks = new LockChecks(memory, calls, histories, waits);
        client = record(LockClient.builder(store)
                .applicationName("test")
                .closeGrace(Duration.ZERO)
                .timer(newTimer())
                .build());
        elsewhere = new Elsewhere(memory, newTimer(), callsElsewhere, waits, checks);
    }

    /**
     * Creates locks of a test's own, all free.
     *
     * @return to be registered with {@code @RegisterExtension}, or {@linkplain #reset reset} before each test
     */
    public static TestLocks create() {
        return new TestLocks(PATIENCE);
    }

    static TestLocks withPatience(Duration patience) {
        return new TestLocks(patience);
    }

    /**
     * Returns a client for code without Spring. In a Spring application inject {@link LockClient}, which is the application's.
     *
     * @return a client on this store and clock
     */
    public LockClient client() {
        return client;
    }

    /**
     * Moves the clock, and runs on this thread what becomes due on the way: waits end, leases are renewed or run out. A lease that is
     * renewed does not run out, however far the clock moves, as long as its holder lives; see {@link #expire}.
     *
     * @param by zero or more
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("The clock cannot go back, as advance(" + by + ") wants.");
        }
        clock.advance(by);
    }

    /**
     * Lets waits of all threads pass at once until the end of the test, not only those of the test's own: for calls that reach a locked
     * method on a thread of a server or scheduler, and for those that wait without blocking a thread ({@code Mono}, futures).
     */
    public void skipWaits() {
        waits.skip();
    }

    /**
     * Lets the lease of whoever holds the lock run out at this moment, as after a long pause. The holder is told at once, and the next
     * one can come in.
     *
     * @param key the lock name
     * @throws IllegalStateException if nobody holds it
     */
    public void expire(String key) {
        if (!checks.state(key).isTaken()) {
            throw new IllegalStateException("Lock '" + key + "' cannot expire, for it is free. " + checks.takenNow());
        }
        expiry.expire(key);
    }

    /**
     * Lets another process hold the lock, until the lease is closed.
     *
     * @param key the lock name
     * @return the other process's lease, renewed as a live one's
     * @throws IllegalStateException if somebody holds it already
     */
    public LockLease holdElsewhere(String key) {
        return holdElsewhere(LockRequest.of(key));
    }

    /**
     * Lets another process hold a lock in any mode, until the lease is closed.
     *
     * @param request what to hold, and how; its wait does not count
     * @return the other process's lease
     * @throws IllegalStateException if somebody holds it already
     */
    public LockLease holdElsewhere(LockRequest request) {
        return elsewhere.hold(request);
    }

    /**
     * Lets the next request for a lock fail with {@link io.github.latchkey.LockStoreException}, as if Redis were out of reach. A nested
     * request, of one who holds the lock already, asks nobody and does not count.
     */
    public void failNext() {
        failNext(StoreOperation.ACQUIRE, 1);
    }

    /**
     * Lets the next operations of a kind fail, as if Redis were out of reach.
     *
     * @param operation what fails
     * @param times     how many of them from now on; 0 calls it off
     */
    public void failNext(StoreOperation operation, int times) {
        if (times < 0) {
            throw new IllegalArgumentException("failNext(" + operation + ", " + times + ") must be 0 times or more.");
        }
        failures.failNext(operation, times);
    }

    /**
     * Returns once another thread waits for the lock, so that what the test does next finds it waiting.
     *
     * @param key the lock name
     * @throws AssertionError if nobody does within ten seconds of real time
     */
    public void awaitWaiting(String key) {
        awaitWaiting(key, 1);
    }

    /**
     * Returns once so many requests of the application wait for the lock.
     *
     * @param key      the lock name
     * @param requests how many at least
     * @throws AssertionError if there are fewer after ten seconds of real time
     */
    public void awaitWaiting(String key, int requests) {
        checks.awaitWaiting(key, requests);
    }

    /**
     * Asserts that somebody holds the lock, here or elsewhere.
     *
     * @param key the lock name
     */
    public void assertLocked(String key) {
        checks.locked(key);
    }

    /**
     * Asserts that nobody holds the lock, and that no minimum hold keeps it taken.
     *
     * @param key the lock name
     */
    public void assertFree(String key) {
        checks.free(key);
    }

    /**
     * Asserts that something ran under the lock since the test began.
     *
     * @param key the lock name, as a key expression yields it
     */
    public void assertRanUnder(String key) {
        checks.ran(null, key);
    }

    /**
     * Asserts that one certain method ran under the lock since the test began.
     *
     * @param name the declared name, for example {@code order-service-cancel}; the label of a request
     * @param key  the lock name, as the key expression yields it
     */
    public void assertRanUnder(String name, String key) {
        checks.ran(name, key);
    }

    /**
     * Asserts that nothing ran under the lock since the test began.
     *
     * @param key the lock name
     */
    public void assertNothingRanUnder(String key) {
        checks.nothingRan(key);
    }

    /** Asserts that nothing ran under any lock since the test began. */
    public void assertNothingRan() {
        checks.nothingRan(null);
    }

    /**
     * Begins anew: all is given back, nothing fails, nothing has run. The clock goes on from where it is, and the calling thread is the
     * test's own from now on.
     */
    public void reset() {
        failures.clear();
        waits.reset();
        Set<String> names = new HashSet<>(store.names());
        for (CallHistory history : histories) {
            history.all(call -> true).forEach(call -> names.addAll(call.names()));
            history.held().forEach(LockLease::release);
        }
        names.forEach(expiry::free);
        store.names().clear();
        histories.forEach(CallHistory::clear);
    }

    /**
     * Begins anew before each test; called by JUnit.
     *
     * @param context the test
     */
    @Override
    public void beforeEach(ExtensionContext context) {
        reset();
    }

    LockStore store() {
        return store;
    }

    Timer newTimer() {
        return clock.newTimer(waits);
    }

    LockClient record(LockClient used) {
        return RecordedClient.of(used, calls, failures, waits);
    }
}
