package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;

/** A Redis that lets a client in only in part, not yet, or not at all. */
class AccessErrorsIT extends FaultFixture {

    @Override
    RedisServer newRedis() {
        return RedisServer.start("--appendonly", "yes", "--key-load-delay", "50");
    }

    @Fault(id = "T30", value = "WRONGPASS: wrong password")
    void aWrongPasswordFailsFastAndIsNamed(Outcome outcome) {
        user("+@all");

        LockStoreException error = failure("wrong");

        assertThat(error).hasMessageContaining("WRONGPASS").returns(false, LockStoreException::isPassing);
        outcome.note("fails fast, named");
    }

    @Fault(id = "T30", value = "NOPERM: no right to run scripts")
    void aMissingRightFailsFastAndNamesTheCommand(Outcome outcome) {
        user("+@all -eval -evalsha");

        long start = System.nanoTime();
        LockStoreException error = failure("right");

        assertThat(error)
                .hasMessageContaining("NOPERM")
                .hasMessageContaining("eval")
                .returns(false, LockStoreException::isPassing);
        outcome.took("acquire ended", since(start));
        outcome.note("fails fast, command named");
    }

    @Fault(id = "T30", value = "NOPERM: no right to publish")
    void withoutTheRightToPublishWaitersPoll(Outcome outcome) {
        user("+@all -publish");
        LockClient holder = newClient(store("right"));
        LockClient waiter = newClient(store("right"));
        LockLease lease = holder.acquire(REQUEST);
        CompletableFuture<LockLease> waiting = waiter.acquireAsync(REQUEST.waitAtMost(AT_MOST));
        during("busy", Duration.ofMillis(300)).until(() -> !waiting.isDone());

        long start = System.nanoTime();
        assertThat(lease.release()).isTrue();

        assertThat(result(waiting).isHeld()).isTrue();
        assertThat(outcome.took("next holder", since(start)))
                .isLessThan(Duration.ofSeconds(2).plus(SLACK));
        outcome.note("released whole, found by polling");
    }

    @Fault(id = "T30", value = "max number of clients")
    void aFullRedisIsNamedAndNotStormed(Outcome outcome) {
        RedisClient admin = RedisClient.create(redis.uri());
        try (StatefulRedisConnection<String, String> control = admin.connect()) {
            LockClient held = newClient();
            LockLease lease = held.acquire(REQUEST.leaseFor(Duration.ofSeconds(1)));
            control.sync().configSet("maxclients", "1");
            LockClient late = closing(LockClient.builder(RedisLockStore.connect(redis.uri()))
                    .closeGrace(Duration.ZERO)
                    .build());

            LockStoreException error = catchThrowableOfType(
                    LockStoreException.class, () -> late.acquire(REQUEST.waitAtMost(Duration.ofSeconds(2))));

            // The driver loses the reason where the server closes before the handshake has begun.
            assertThat(error.getMessage())
                    .contains("127.0.0.1:" + redis.port())
                    .containsAnyOf("max number of clients", "cannot be reached");
            assertThat(error.isPassing()).isTrue();
            assertThat(rejected(control)).isBetween(1L, 50L);
            assertThat(lease.isHeld()).isTrue();
            control.sync().configSet("maxclients", "1000");
            assertThat(lease.release()).isTrue();
            await("works again").ignoreExceptions().until(() -> late.acquire(REQUEST)
                    .release());
            outcome.note("typed, " + rejected(control) + " connections refused, held lock kept");
        } finally {
            admin.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    @Tag("long")
    @Fault(id = "T30", value = "LOADING: a restart with much to read")
    void aRedisThatIsLoadingIsWaitedFor(Outcome outcome) {
        LockClient client = newClient();
        redis.command("EVAL \"for i=1,20000 do redis.call('set','k'..i,'v') end\" 0");
        redis.kill();

        CompletableFuture<Void> restart = CompletableFuture.runAsync(redis::restart);
        await("LOADING").ignoreExceptions().until(() -> redis.command("PING").startsWith("-LOADING"));
        LockStoreException error = catchThrowableOfType(
                LockStoreException.class, () -> client.acquire(REQUEST.waitAtMost(Duration.ofMillis(300))));
        LockLease lease = client.acquire(REQUEST.waitAtMost(AT_MOST));

        assertThat(error).hasMessageContaining("LOADING").returns(true, LockStoreException::isPassing);
        assertThat(lease.isHeld()).isTrue();
        result(restart);
        outcome.note("typed, retried within the wait");
    }

    private void user(String rights) {
        redis.command("ACL SETUSER locker on >right ~* &* " + rights);
    }

    private RedisLockStore store(String password) {
        return RedisLockStore.connect(redis.uri().replace("redis://", "redis://locker:" + password + "@"));
    }

    private LockStoreException failure(String password) {
        LockClient client = closing(
                LockClient.builder(store(password)).closeGrace(Duration.ZERO).build());
        return catchThrowableOfType(LockStoreException.class, () -> client.acquire(REQUEST.waitAtMost(AT_MOST)));
    }

    private static long rejected(StatefulRedisConnection<String, String> control) {
        return control.sync()
                .info("stats")
                .lines()
                .filter(line -> line.startsWith("rejected_connections:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .sum();
    }
}
