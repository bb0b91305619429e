package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.Stand;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Redis sees of a lock: which commands, and which keys. */
class RedisCommandsIT {

    private static final LockRequest REQUEST = LockRequest.of("order:42").waitAtMost(Duration.ZERO);

    private final RedisServer redis = RedisServer.start();
    private final RedisLockStore store = redis.newStore();
    private final LockClient client = LockClient.builder(store)
            .applicationName("shop")
            .closeGrace(Duration.ZERO)
            .build();

    @AfterEach
    void close() {
        client.close();
        redis.close();
    }

    @Test
    void anUncontendedLockIsTwoRequests() throws IOException {
        client.acquire(REQUEST).release();

        List<String> requests = redis.requestsOf(() -> client.acquire(REQUEST).release());

        assertThat(requests).hasSize(2).allMatch(line -> line.contains("\"EVALSHA\""));
    }

    @Test
    void aNestedLeaseIsNoRequest() throws IOException {
        LockLease outer = client.acquire(REQUEST);

        List<String> requests = redis.requestsOf(() -> client.acquire(REQUEST).release());

        assertThat(requests).isEmpty();
        assertThat(outer.isHeld()).isTrue();
    }

    @Test
    void theKeyTellsOwnerAndToken() {
        LockLease lease = client.acquire(REQUEST);

        String value = redis.command("GET lock:{order:42}");

        assertThat(value.lines().skip(1).findFirst())
                .hasValueSatisfying(
                        text -> assertThat(text).startsWith("shop@").matches("\\S+ " + lease.fencingToken()));
    }

    @Test
    void everyKeyButTheTokensEndsByItself() {
        client.acquire(REQUEST);
        client.acquire(LockRequest.of("other").minHold(Duration.ofMinutes(1))).release();
        store.retire(new Stand("third", "x", Duration.ofSeconds(1)), Duration.ZERO, true)
                .join();

        List<String> keys = redis.command("KEYS *")
                .lines()
                .filter(line -> line.startsWith("lock:"))
                .toList();

        assertThat(keys)
                .contains("lock:{order:42}", "lock:{other}", "lock:{third}:gone:x")
                .hasSize(5);
        assertThat(keys).allSatisfy(key -> {
            String ttl = redis.command("TTL " + key).lines().findFirst().orElseThrow();
            if (key.startsWith("lock:fence:")) {
                assertThat(ttl).isEqualTo(":-1");
            } else {
                assertThat(ttl).matches(":[1-9][0-9]*");
            }
        });
    }
}
