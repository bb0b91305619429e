package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A Redis that answers, and answers with an error: acquires fail as what they are, and held locks are as well off as can be. */
class ServerErrorsIT extends FaultFixture {

    private static final LockRequest OTHER = LockRequest.of("order:43").waitAtMost(Duration.ofMillis(600));

    private final LockClient client = newClient();
    private final Queue<LockLease> lost = new ConcurrentLinkedQueue<>();

    @Override
    RedisServer newRedis() {
        // A save point that is never due: without one there is no MISCONF.
        return RedisServer.start("--save", "36000", "1000000", "--lua-time-limit", "200");
    }

    @Fault(id = "T30", value = "OOM: no memory, no eviction")
    void outOfMemoryRefusesNewLocksAndKeepsHeldOnes(Outcome outcome) {
        LockLease lease = hold(Duration.ofSeconds(1));
        CompletableFuture<LockLease> waiting = newClient().acquireAsync(REQUEST.waitAtMost(Duration.ofSeconds(20)));
        await("in line").until(() -> client.inspect(REQUEST.name()).waiting() == 1);
        redis.command("CONFIG SET maxmemory 1");

        assertThat(refused()).hasMessageContaining("OOM").returns(false, LockStoreException::isPassing);
        during("renewed, and waited for", Duration.ofSeconds(3)).until(() -> lease.isHeld() && !waiting.isDone());
        assertThat(lease.release()).isTrue();
        await("handed over").until(waiting::isDone);
        assertThat(waiting.join().release()).isTrue();
        assertThat(isFree()).isTrue();
        outcome.note("typed; renewal, release and hand-over work");
    }

    @Fault(id = "T30", value = "MISCONF: snapshot cannot be written")
    void aBrokenDiskRefusesNewLocksAndGivesHeldOnesBackOnceMended(Outcome outcome) {
        LockLease lease = hold(Duration.ofSeconds(20));
        Path inTheWay = directoryInPlaceOfTheSnapshot();
        redis.command("BGSAVE");
        await("MISCONF").until(() -> redis.command("SET k v").startsWith("-MISCONF"));

        assertThat(refused()).hasMessageContaining("MISCONF");
        assertThat(lease.release()).isTrue();
        mend(inTheWay);
        redis.command("BGSAVE");

        await("given back").until(this::isFree);
        outcome.note("typed; given back once mended");
    }

    @Fault(id = "T30", value = "BUSY: an endless script")
    void anEndlessScriptOfSomebodyElseKeepsNobodyPastTheWait(Outcome outcome) {
        LockLease lease = hold(Duration.ofSeconds(20));
        CompletableFuture<Void> script = CompletableFuture.runAsync(this::endlessScript);
        await("BUSY").until(() -> redis.command("PING").startsWith("-BUSY"));

        long start = System.nanoTime();
        assertThat(refused()).hasMessageContaining("BUSY").returns(true, LockStoreException::isPassing);
        assertThat(outcome.took("acquire ended", since(start)))
                .isBetween(
                        OTHER.waitAtMost(), OTHER.waitAtMost().plusMillis(250).plus(SLACK));
        redis.command("SCRIPT KILL");
        result(script);

        assertThat(client.acquire(OTHER.waitAtMost(AT_MOST)).isHeld()).isTrue();
        assertThat(lease.release()).isTrue();
        outcome.note("within its wait, works afterwards");
    }

    @Fault(id = "T30", value = "READONLY: demoted to a replica")
    void aDemotedMasterRefusesAndWorksAgainAsAMaster(Outcome outcome) {
        redis.command("REPLICAOF 127.0.0.1 1");

        assertThat(refused()).hasMessageContaining("READONLY").returns(true, LockStoreException::isPassing);
        CompletableFuture<LockLease> waiting = client.acquireAsync(OTHER.waitAtMost(AT_MOST));
        redis.command("REPLICAOF NO ONE");

        assertThat(result(waiting).isHeld()).isTrue();
        outcome.note("typed, retried within the wait");
    }

    @Fault(id = "T30", value = "MASTERDOWN: replica without its master")
    void aReplicaWithoutItsMasterIsRetried(Outcome outcome) {
        redis.command("CONFIG SET replica-serve-stale-data no");
        redis.command("REPLICAOF 127.0.0.1 1");

        assertThat(refused()).hasMessageContaining("MASTERDOWN").returns(true, LockStoreException::isPassing);
        CompletableFuture<LockLease> waiting = client.acquireAsync(OTHER.waitAtMost(AT_MOST));
        redis.command("REPLICAOF NO ONE");

        assertThat(result(waiting).isHeld()).isTrue();
        outcome.note("typed, retried within the wait");
    }

    @Fault(id = "T30", value = "NOSCRIPT: scripts forgotten between all commands")
    void forgottenScriptsAreInvisible(Outcome outcome) {
        for (int i = 0; i < 3; i++) {
            redis.command("SCRIPT FLUSH");
            LockLease lease = client.acquire(REQUEST);
            redis.command("SCRIPT FLUSH");
            lease.extend(Duration.ofSeconds(40));
            redis.command("SCRIPT FLUSH");
            assertThat(lease.release()).isTrue();
            assertThat(isFree()).isTrue();
        }
        outcome.note("invisible");
    }

    private LockLease hold(Duration leaseFor) {
        LockLease lease = client.acquire(REQUEST.leaseFor(leaseFor));
        lease.onLost(lost::add);
        return lease;
    }

    private LockStoreException refused() {
        return catchThrowableOfType(LockStoreException.class, () -> client.acquire(OTHER));
    }

    private void endlessScript() {
        try {
            redis.command("EVAL \"while true do end\" 0");
        } catch (UncheckedIOException e) {
            // No answer, of course.
        }
    }

    private Path directoryInPlaceOfTheSnapshot() {
        String reply = redis.command("CONFIG GET dir");
        String directory =
                reply.lines().filter(line -> line.startsWith("/")).findFirst().orElseThrow();
        Path inTheWay = Path.of(directory, "dump.rdb");
        try {
            Files.createDirectories(inTheWay.resolve("not-empty"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inTheWay;
    }

    private static void mend(Path inTheWay) {
        try {
            Files.delete(inTheWay.resolve("not-empty"));
            Files.delete(inTheWay);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
