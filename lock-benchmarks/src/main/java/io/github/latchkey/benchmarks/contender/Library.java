package io.github.latchkey.benchmarks.contender;

import io.github.latchkey.LockLease;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.springframework.integration.redis.util.RedisLockRegistry.RedisLockType;

/** What is compared. A flavour of Latchkey is one more constant; the showcase then runs it too. */
public enum Library {
    RAW("raw Lettuce", Kind.FLOOR, Waits.NO, RawContender::new),
    REDISSON("Redisson", Kind.PEER, Waits.YES, RedissonContender::new),
    SPRING(
            "Spring Integration, spin",
            Kind.PEER,
            Waits.YES,
            (uri, lease) -> new SpringIntegrationContender(uri, lease, RedisLockType.SPIN_LOCK)),
    SPRING_PUB_SUB(
            "Spring Integration, pub/sub",
            Kind.PEER,
            Waits.YES,
            (uri, lease) -> new SpringIntegrationContender(uri, lease, RedisLockType.PUB_SUB_LOCK)),
    LOCK4J("Lock4j", Kind.PEER, Waits.YES, Lock4jContender::new),
    SHEDLOCK("ShedLock", Kind.PEER, Waits.NO, ShedLockContender::new),
    LATCHKEY(
            "Latchkey",
            Kind.OURS,
            Waits.YES,
            (uri, lease) -> new LatchkeyContender(uri, lease, UnaryOperator.identity(), LockLease::release)),
    LATCHKEY_FAIR(
            "Latchkey, fair",
            Kind.OURS,
            Waits.YES,
            (uri, lease) -> new LatchkeyContender(uri, lease, request -> request.fair(true), LockLease::release)),
    LATCHKEY_SENT(
            "Latchkey, release not awaited",
            Kind.VARIANT,
            Waits.YES,
            (uri, lease) -> new LatchkeyContender(uri, lease, UnaryOperator.identity(), new SentRelease()));

    private final String title;
    private final Kind kind;
    private final Waits waits;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final BiFunction<String, Duration, Contender> opener;

    Library(String title, Kind kind, Waits waits, BiFunction<String, Duration, Contender> opener) {
        this.title = title;
        this.kind = kind;
        this.waits = waits;
        this.opener = opener;
    }

    /** Connects to the Redis at the address, with leases of that length where they can be chosen. */
    public Contender open(String uri, Duration lease) {
        return opener.apply(uri, lease);
    }

    /** Returns the name that reports show. */
    public String title() {
        return title;
    }

    /** Returns whether it is one that Latchkey is compared with. */
    public boolean isPeer() {
        return kind == Kind.PEER;
    }

    /** Returns whether a caller can wait for a busy lock. */
    public boolean canWait() {
        return waits == Waits.YES;
    }

    /** Returns every flavour of Latchkey. */
    public static List<Library> ours() {
        return where(library -> library.kind == Kind.OURS);
    }

    /** Returns those that take part in every comparison: all, with Latchkey as its users find it. */
    public static List<Library> compared() {
        return where(library -> library.kind == Kind.FLOOR || library.kind == Kind.PEER || library == LATCHKEY);
    }

    private static List<Library> where(Predicate<Library> condition) {
        return Arrays.stream(values()).filter(condition).toList();
    }

    private enum Kind {
        FLOOR,
        PEER,
        OURS,
        /** Latchkey, for one scenario only. */
        VARIANT
    }

    private enum Waits {
        YES,
        NO
    }
}
