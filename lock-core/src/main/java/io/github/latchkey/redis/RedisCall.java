package io.github.latchkey.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One command on its way, and the future of its reply. */
abstract class RedisCall<T> extends CompletableFuture<T> {

    /** Sends the command; what is thrown counts as its failure. */
    abstract CompletionStage<T> sendOn(StatefulRedisConnection<String, String> connection);

    /** Whether the failure only means that the command must be sent in another way, which is prepared now. */
    boolean prepareAgain(Throwable failure) {
        return false;
    }
}
