package io.github.latchkey.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.api.StatefulConnection;
import java.util.concurrent.CompletableFuture;

/** How a connection of the driver's comes to its end, for those who replace it instead of letting the driver mend it. */
final class ConnectionEnd {

    private ConnectionEnd() {}

    /** Runs the action when the connection breaks, at once if it has; it may run more than once. */
    static void notice(StatefulConnection<?, ?> connection, Runnable action) {
        connection.addListener(new RedisConnectionStateAdapter() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> broken) {
                action.run();
            }
        });
        if (!connection.isOpen()) {
            // It broke before the listener was there.
            action.run();
        }
    }

    /** Closes the connection; the driver warns of a second close, as after the shutdown of a borrowed client. */
    static CompletableFuture<Void> close(StatefulConnection<?, ?> connection) {
        boolean closed = connection instanceof RedisChannelHandler<?, ?> channel && channel.isClosed();
        return closed ? CompletableFuture.completedFuture(null) : connection.closeAsync();
    }
}
