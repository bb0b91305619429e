package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.github.latchkey.redis.Denial.Cost;
import io.github.latchkey.redis.Denial.Kind;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;

/** What a Redis says of itself, for an address may be older than the last failover. */
enum NodeRole {
    MASTER,
    REPLICA,
    /** It does not know the question, as some that are run as a service. */
    UNSAID;

    private static final Denial DENIAL = new Denial(Kind.COMMAND, "role", "+role", Cost.NO_LOCKS);

    /** Asks, blocking. Throws where there is no answer, or where the user may not ask; the name is for messages. */
    static NodeRole of(StatefulRedisConnection<String, String> connection, String node, Duration limit) {
        try {
            List<Object> answer = Openings.await(connection.async().role().toCompletableFuture(), limit);
            return answer.get(0).equals("master") ? MASTER : REPLICA;
        } catch (RuntimeException e) {
            String answer = RedisFailure.answer(e);
            if (answer != null && answer.startsWith("ERR unknown command")) {
                return UNSAID;
            }
            if (answer != null && answer.startsWith("NOPERM")) {
                throw new LockStoreException(Denial.sentence(node, Cost.NO_LOCKS, List.of(DENIAL)), false, e);
            }
            throw new NodeFailure(node, e);
        }
    }
}
