package io.github.latchkey.redis;

import io.lettuce.core.protocol.Command;
import java.util.concurrent.CompletableFuture;

/** Something asked of Redis, and the future of its reply, however often a command must be sent for it. */
abstract class RedisCall<T> extends CompletableFuture<T> {

    /** Makes the command that is sent next. */
    abstract Command<String, String, T> command();

    /** Whether the failure only means that the command must be sent in another way, which is prepared now. */
    boolean prepareAgain(Throwable failure) {
        return false;
    }
}
