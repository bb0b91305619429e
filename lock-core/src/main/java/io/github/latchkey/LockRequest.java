package io.github.latchkey;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for: one or several lock names and how they are wanted. Requests are immutable values; each wither returns a
 * changed copy, so that a call reads as a sentence:
 *
 * <pre>{@code LockRequest.of("order:42").waitAtMost(ofSeconds(2)).leaseFor(ofSeconds(30))}</pre>
 *
 * @param names      what is locked, sorted, without duplicates: each 1 to 512 bytes of UTF-8, any character, not blank
 * @param waitAtMost how long to wait for a busy lock, 0 to 366 days; 0 = one true try; default 2 s
 * @param terms      how long the lock is held, and how safely; default a renewed lease of 30 s without replicas
 * @param kind       whom a holder tolerates, and who is next; default exclusive, reentrant, not fair
 * @param label      a name for logs and metrics, or null; it never enters the store
 * @param owner      on whose behalf the request is made, compared with {@code equals}, or null. Null means the calling thread
 *                   in blocking calls, and nobody (never reentrant) in asynchronous ones
 */
public record LockRequest(
        List<String> names,
        Duration waitAtMost,
        LeaseTerms terms,
        LockKind kind,
        @Nullable String label,
        @Nullable Object owner) {

    /** The wait where none is given: 2 s. */
    public static final Duration DEFAULT_WAIT = Duration.ofSeconds(2);

    /** The lease where none is given: 30 s. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

    /** The shortest lease that makes sense over a network: 10 ms. */
    public static final Duration MIN_LEASE = Duration.ofMillis(10);

    static final Duration MAX_TIME = Duration.ofDays(366);

    /**
     * Checks every component.
     *
     * @param names what is locked
     * @param waitAtMost how long to wait
     * @param terms how long the lock is held, and how safely
     * @param kind whom a holder tolerates
     * @param label a name for logs and metrics, or null
     * @param owner on whose behalf the request is made, or null
     * @throws LockUsageException if one is out of its range; the message names it, its value and the limit
     */
    public LockRequest {
        if (names.isEmpty()) {
            throw new LockUsageException("A lock request needs at least one name.");
        }
        if (names.size() == 1) {
            LockName.check(names.get(0));
            names = List.copyOf(names);
        } else {
            names.forEach(LockName::check);
            names = names.stream().distinct().sorted().toList();
        }
        checkRange("waitAtMost", names.get(0), waitAtMost, Duration.ZERO);
        terms.check(names.get(0));
        kind.check(names.get(0));
    }

    /**
     * Starts a request with the defaults.
     *
     * @param name what to lock
     * @param more what to lock together with it: all or nothing, in an order in which no two callers block each other for ever
     * @return a request that waits 2 s for a renewed lease of 30 s
     * @throws LockUsageException if a name is null, blank, too long or not valid Unicode
     */
    public static LockRequest of(String name, String... more) {
        List<String> names = more.length == 0
                ? List.of(LockName.check(name))
                : Stream.concat(Stream.of(name), Stream.of(more)).toList();
        return new LockRequest(names, DEFAULT_WAIT, LeaseTerms.DEFAULTS, LockKind.DEFAULTS, null, null);
    }

    /**
     * Returns what is locked.
     *
     * @return the name; of several the first
     */
    public String name() {
        return names.get(0);
    }

    /**
     * Changes how long to wait for a busy lock.
     *
     * @param wait 0 (one true try) to 366 days
     * @return the changed copy
     */
    public LockRequest waitAtMost(Duration wait) {
        return new LockRequest(names, wait, terms, kind, label, owner);
    }

    /**
     * Changes how long the lock outlives a crashed holder.
     *
     * @param lease 10 ms to 366 days
     * @return the changed copy
     */
    public LockRequest leaseFor(Duration lease) {
        return with(terms.leaseFor(lease));
    }

    /**
     * Changes whether the lease is renewed while its holder lives; default true. A lease that is not renewed ends when it says, whether
     * or not its holder is done.
     *
     * @param renew false for a lease that ends when it says
     * @return the changed copy
     */
    public LockRequest renewed(boolean renew) {
        return with(terms.renewed(renew));
    }

    /**
     * Changes how long the lock stays taken at least, even after its release or loss. Late duplicates of the work then find it busy.
     *
     * @param hold counted from the grant; 0, the default, to 366 days; at most the lease where that is not renewed
     * @return the changed copy
     */
    public LockRequest minHold(Duration hold) {
        return with(terms.minHold(hold));
    }

    /**
     * Changes how long the lock is held at the most: then its holder is told that it is lost, and the next one comes in.
     *
     * @param hold counted from the grant; 10 ms to 366 days; without it a lock is held as long as its holder lives
     * @return the changed copy
     */
    public LockRequest maxHold(Duration hold) {
        return with(terms.maxHold(hold));
    }

    /**
     * Changes how many replicas of the store must have the grant before the caller gets it, and each renewal before it counts. A grant
     * that fewer confirm in time is given back, and tried again while the caller waits.
     *
     * @param atLeast 0, the default, to 100; at most as many as the store has
     * @return the changed copy
     */
    public LockRequest replicas(int atLeast) {
        return with(terms.replicas(atLeast));
    }

    /**
     * Changes whom a holder tolerates beside itself.
     *
     * @param mode EXCLUSIVE, the default, or SHARED
     * @return the changed copy
     */
    public LockRequest mode(LockMode mode) {
        return with(kind.mode(mode));
    }

    /**
     * Makes the lock a semaphore: at most so many holders at the same time. All who use the name are to give the same number.
     *
     * @param atMost 1 to 1,000,000; 0 for an ordinary lock
     * @return the changed copy
     */
    public LockRequest permits(int atMost) {
        return with(kind.permits(atMost));
    }

    /**
     * Changes whether waiters get the lock strictly in the order of their arrival, across processes, at the price of a round trip for
     * each hand-over. Otherwise threads of one process may hand it on among themselves, for 16 times or 10 ms at the most, also while
     * fair requests wait: for a strict order all who use the name are to be fair.
     *
     * @param strictly default false
     * @return the changed copy
     */
    public LockRequest fair(boolean strictly) {
        return with(kind.fair(strictly));
    }

    /**
     * Changes whether an owner that holds the name gets a nested lease on it. Where not, its nested request is busy at once.
     *
     * @param nested default true
     * @return the changed copy
     */
    public LockRequest reentrant(boolean nested) {
        return with(kind.reentrant(nested));
    }

    /**
     * Changes the name that logs and metrics show.
     *
     * @param text a name of low cardinality
     * @return the changed copy
     */
    public LockRequest label(String text) {
        return new LockRequest(names, waitAtMost, terms, kind, text, owner);
    }

    /**
     * Changes on whose behalf the request is made. While an owner holds a name, its next request for that name is granted
     * at once, as a nested lease.
     *
     * @param who any value with {@code equals} and {@code hashCode}
     * @return the changed copy
     */
    public LockRequest ownedBy(Object who) {
        return new LockRequest(names, waitAtMost, terms, kind, label, who);
    }

    LockRequest named(String one) {
        return new LockRequest(List.of(one), waitAtMost, terms, kind, label, owner);
    }

    /**
     * Checks what withers, whose order is free, cannot: that the components fit each other. A client does so before it asks its store.
     *
     * @throws LockUsageException if they do not, as where permits are asked for in shared mode
     */
    public void checkTogether() {
        terms.checkTogether(name());
        kind.checkTogether(name());
    }

    static void checkRange(String what, String name, @Nullable Duration value, Duration min) {
        if (value == null || value.compareTo(min) < 0 || value.compareTo(MAX_TIME) > 0) {
            throw new LockUsageException(what + " of lock " + Display.name(name) + " is " + value
                    + ", but must be between " + Display.duration(min) + " and " + MAX_TIME.toDays() + " days.");
        }
    }

    private LockRequest with(LeaseTerms changed) {
        return new LockRequest(names, waitAtMost, changed, kind, label, owner);
    }

    private LockRequest with(LockKind changed) {
        return new LockRequest(names, waitAtMost, terms, changed, label, owner);
    }
}
