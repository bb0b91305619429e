package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockMode;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A user who may do what the documentation says, and no more; and one who may do less. */
class LeastRightsIT {

    private static final RedisServer REDIS = RedisServer.start();
    private static final LockRequest ORDER = LockRequest.of("order:1").waitAtMost(Duration.ofSeconds(10));
    private static final LockRequest NOW = ORDER.waitAtMost(Duration.ZERO);

    private final RedisLockStore store = storeOf("latchkey");

    @AfterEach
    void close() {
        store.close();
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @Test
    void theRuleSetIsEnoughForEverything() {
        REDIS.command("ACL LOG RESET");
        try (LockClient here = LockClient.builder(store).leaveStoreOpen().build();
                LockClient there = LockClient.builder(storeOf("latchkey")).build()) {
            assertHandOver(here, there, ORDER);
            assertHandOver(here, there, ORDER.fair(true));
            assertHandOver(here, there, ORDER.permits(1));
            assertHandOver(here, there, LockRequest.of("order:1", "order:2").waitAtMost(Duration.ofSeconds(10)));
            try (LockLease reader = here.acquire(NOW.mode(LockMode.SHARED));
                    LockLease another = there.acquire(NOW.mode(LockMode.SHARED))) {
                assertThat(here.inspect("order:1").holders()).hasSize(2);
                reader.extend(Duration.ofSeconds(60));
                CompletableFuture<LockLease> writer = here.acquireAsync(NOW.reentrant(false));
                assertThat(writer).failsWithin(Duration.ofSeconds(5));
                assertThat(another.isHeld()).isTrue();
            }
            LockLease kept = here.acquire(NOW.minHold(Duration.ofMillis(200)));
            kept.extend(Duration.ofSeconds(60));
            kept.release();
            LockLease dead = there.acquire(ORDER);
            String owner = here.inspect("order:1").holders().get(0);
            assertThat(here.forceRelease("order:1", owner)).isTrue();
            dead.release();
            LockLease brief = here.acquire(ORDER.leaseFor(Duration.ofMillis(1_500)));
            Awaitility.await().pollDelay(Duration.ofSeconds(2)).untilAsserted(() -> assertThat(brief.isHeld())
                    .isTrue());
            brief.release();
        }
        store.ping().join();

        assertThat(store.checkRights().join()).isEmpty();
        assertThat(denied(REDIS)).isEmpty();
    }

    @Test
    void theReportOfDangersAsksForMoreAndGoesWithout() {
        assertThat(store.warnings().join()).isEmpty();
    }

    static Stream<String> commands() {
        return LeastRights.COMMANDS.stream().map(rule -> rule.substring(1));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void withoutOneCommandOfItThatOneIsNamed(String command) {
        LeastRights.grantWithout(REDIS, "latchkey", "+" + command);

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("Redis at 127.0.0.1:" + REDIS.port() + " does not let its user use " + command + ": ")
                .endsWith(". Allow it: ACL SETUSER <user> +" + command);
    }

    // The second one allows the locks, but not the counters of their tokens.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ~other:*    | keys such as lock:{%rights}, lock:{%rights}:shared,
                    ~lock:{*    | use keys such as lock:fence:{%rights}: locks do not work without.
                    ~lock:{*}   | lock:{%rights}:gone:%rights,
                    """)
    void withoutAKeyPatternOfItThatOneIsNamed(String pattern, String finding) {
        REDIS.command("ACL SETUSER latchkey resetkeys " + pattern);

        assertThat(findings())
                .singleElement()
                .asString()
                .contains(finding)
                .endsWith("locks do not work without. Allow it: ACL SETUSER <user> ~lock:*");
    }

    @Test
    void withoutTheChannelPatternItIsNamedAndLocksGoOnWithoutSignals() {
        REDIS.command("ACL SETUSER latchkey resetchannels");

        assertThat(store.checkRights().join())
                .singleElement()
                .asString()
                .contains("use channels such as lock:signals:%rights: waiters look at their lock once a second")
                .endsWith("Allow it: ACL SETUSER <user> &lock:signals:*");
    }

    @Test
    void allThatIsMissingIsNamedAtOnce() {
        REDIS.command("ACL SETUSER latchkey -zadd -time resetkeys ~other:*");

        assertThat(findings())
                .singleElement()
                .asString()
                .contains(
                        "use zadd, time and keys such as lock:", "ACL SETUSER <user>", " +zadd", " +time", " ~lock:*");
    }

    @Test
    void theGrantIsOfThePrefixLetterByLetter() {
        try (RedisLockStore odd = RedisLockStore.connect(
                RedisTopology.of(uri("latchkey")), RedisLockOptions.DEFAULTS.keyPrefix("a*[1]:"))) {
            assertThatThrownBy(() -> odd.checkRights().join()).hasMessageEndingWith(" ~a\\*\\[1\\]:*");
        }
    }

    @Test
    void aCommandThatIsSwitchedOffIsNamed() {
        try (RedisServer redis = RedisServer.start("--rename-command", "ZCARD", "");
                RedisLockStore plain = RedisLockStore.connect(redis.uri())) {
            assertThatThrownBy(() -> plain.checkRights().join())
                    .hasMessageEndingWith(" use zcard (switched off or renamed there): locks do not work without.");
        }
    }

    @Test
    void anythingElseIsNoMatterOfRights() {
        try (RedisServer redis = RedisServer.start("--requirepass", "secret");
                RedisLockStore stranger = RedisLockStore.connect(redis.uri())) {
            assertThatThrownBy(() -> stranger.checkRights().join()).hasMessageContaining("NOAUTH");
        }
    }

    /** What the check says: a failure, or what is only missed. */
    private List<String> findings() {
        try {
            return store.checkRights().join();
        } catch (CompletionException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(LockStoreException.class, failure -> assertThat(failure.isPassing())
                            .isFalse());
            return List.of(String.valueOf(e.getCause()).replaceFirst("^[^:]*: ", ""));
        }
    }

    private static void assertHandOver(LockClient from, LockClient to, LockRequest request) {
        LockLease lease = from.acquire(request);
        CompletableFuture<LockLease> next = to.acquireAsync(request);
        Awaitility.await().until(() -> from.inspect("order:1").waiting() == 1);

        assertThat(lease.release()).isTrue();

        assertThat(next.orTimeout(10, TimeUnit.SECONDS).join().release()).isTrue();
    }

    private static RedisLockStore storeOf(String user) {
        LeastRights.grant(REDIS, user);
        return RedisLockStore.connect(uri(user));
    }

    private static String uri(String user) {
        return "redis://" + user + ":secret@127.0.0.1:" + REDIS.port();
    }

    /** What Redis has refused; the driver's wish to introduce itself is refused without harm. */
    static List<String> denied(RedisServer redis) {
        List<String> log = redis.command("ACL LOG").lines().toList();
        return IntStream.range(0, log.size())
                .filter(i -> log.get(i).equals("object"))
                .mapToObj(i -> log.get(i + 2))
                .filter(object -> !object.startsWith("client"))
                .toList();
    }
}
