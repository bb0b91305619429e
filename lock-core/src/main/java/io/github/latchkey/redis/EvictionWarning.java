package io.github.latchkey.redis;

import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Warns of a Redis that throws keys away when its memory is full: locks have an expiry, so every such policy may choose them. */
final class EvictionWarning {

    private static final String SAFE = "noeviction";

    private EvictionWarning() {}

    /** Reads what INFO memory said; a Redis that refuses to say it is not warned of, one that cannot be reached is a failure. */
    static List<String> of(@Nullable String memory, @Nullable Throwable error) {
        if (error != null && RedisFailure.answer(error) == null) {
            throw new CompletionException(error);
        }
        ServerInfo info = new ServerInfo(memory == null ? "" : memory);
        String policy = info.value("maxmemory_policy");
        if (policy == null || policy.equals(SAFE)) {
            return List.of();
        }
        boolean unlimited = "0".equals(info.value("maxmemory"));
        return List.of("maxmemory-policy is " + policy
                + (unlimited
                        ? ": Redis evicts locks that are held once a maxmemory is set and reached"
                        : ": Redis evicts locks that are held when its maxmemory is reached")
                + ". Set it to noeviction, or give locks a Redis of their own.");
    }
}
