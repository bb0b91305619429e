package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockLease;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.redis.RedisServer;

/** A Redis that throws keys away when its memory is full. */
class EvictionIT extends FaultFixture {

    @Override
    RedisServer newRedis() {
        return RedisServer.start("--maxmemory", "100mb");
    }

    @Fault(id = "T32", value = "maxmemory-policy volatile-lru, then allkeys-lru")
    void aRedisThatEvictsIsWarnedOfAndALockThatItEvictedIsTold(Outcome outcome) {
        RedisLockStore store = closing(RedisLockStore.connect(redis.uri()));
        assertThat(result(store.warnings())).isEmpty();
        for (String policy : new String[] {"volatile-lru", "allkeys-lru"}) {
            redis.command("CONFIG SET maxmemory-policy " + policy);
            assertThat(result(store.warnings()))
                    .singleElement()
                    .asString()
                    .contains("maxmemory-policy is " + policy, "Set it to noeviction");
        }

        LockLease lease = newClient().acquire(REQUEST.leaseFor(AT_MOST.dividedBy(5)));
        redis.command("CONFIG SET maxmemory 1");
        redis.command("SET a b");
        long start = System.nanoTime();
        await("told of the loss").until(() -> !lease.isHeld());

        outcome.took("told after", since(start));
        assertThat(lease.release()).isFalse();
        outcome.note("warned of, and a lock that is evicted is told at its next renewal");
    }
}
