package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.Look;
import io.github.latchkey.Stand;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the scripts leave in Redis, and what they leave alone. */
class RedisKeysIT {

    private static final Duration LEASE = Duration.ofSeconds(10);

    private final TestedRedisStore tested = new TestedRedisStore();
    private final RedisLockStore store = tested.store();

    @AfterEach
    void close() {
        tested.close();
    }

    @Test
    void clientsThatNoLongerLookAreForgotten() {
        acquire(Look.once(stand("holder:1:x")));
        for (int i = 0; i < 10; i++) {
            acquire(Look.waiting(stand("client-" + i + ":1:x")));
        }
        tested.passTime(Duration.ofSeconds(3));

        acquire(Look.waiting(stand("late:1:x")));

        assertThat(tested.redis().zrange("lock:{order}:seen", 0, -1)).containsExactly("late");
    }

    @Test
    void aKeyOfAnotherTypeIsSomebodysData() {
        tested.redis().hset("lock:{order}", "field", "value");
        Stand stand = stand("a:1:x");

        Acquisition answer = acquire(Look.waiting(stand));
        boolean ours = store.retire(stand, LEASE, true).join();

        assertThat(answer).isEqualTo(new Busy("a key of another type", null, 0, false));
        assertThat(ours).isFalse();
        assertThat(acquire(Look.once(stand))).as("the tombstone is there").isNotInstanceOf(Busy.class);
        assertThat(tested.redis().hget("lock:{order}", "field")).isEqualTo("value");
    }

    private Acquisition acquire(Look look) {
        return store.acquire(look).join();
    }

    private static Stand stand(String owner) {
        return new Stand("order", owner, LEASE);
    }
}
