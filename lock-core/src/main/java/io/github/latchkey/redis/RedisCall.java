package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.lettuce.core.protocol.Command;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Something asked of Redis, and the future of its reply, however often a command must be sent for it. */
abstract class RedisCall<T> extends CompletableFuture<T> {

    private @Nullable Route route;

    /** Makes the command that is sent next. */
    abstract Command<String, String, T> command();

    /** How many replicas must have what the call writes before its reply counts. */
    int replicas() {
        return 0;
    }

    /** Whether a reply tells of something written that replicas must have. */
    boolean isToBeConfirmed(T reply) {
        return true;
    }

    /** Ends a call whose reply came, but too few replicas have what it wrote. */
    void unconfirmed(T reply, LockStoreException why) {
        completeExceptionally(why);
    }

    /** Whether the failure only means that the command must be sent in another way, which is prepared now. */
    boolean prepareAgain(Throwable failure) {
        return false;
    }

    /** Returns its way through a cluster; null if it goes to one node, and nowhere else. */
    @Nullable Route route() {
        return route;
    }

    void route(Route way) {
        this.route = way;
    }
}
