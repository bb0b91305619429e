package io.github.latchkey.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.EventLoopGroupProvider;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Redis client that only the store uses. Both of its connections share one I/O thread: the signal of an offer is answered with a look
 * at once, without waking another thread up first.
 */
final class OwnClient {

    private static final int IO_THREADS = 1;
    private static final long CLOSE_SECONDS = 1;

    private final EventLoopGroupProvider loops = new DefaultEventLoopGroupProvider(IO_THREADS);
    private final ClientResources resources;
    private final RedisClient client;

    OwnClient(SslOptions ssl) {
        this.resources = ClientResources.builder().eventLoopGroupProvider(loops).build();
        this.client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder().sslOptions(ssl).build());
    }

    /** Says in messages where Redis is, without user and password. */
    static String describe(RedisURI uri) {
        if (uri.getSocket() != null) {
            return uri.getSocket();
        }
        if (!uri.getSentinels().isEmpty()) {
            return uri.getSentinels().stream()
                    .map(sentinel -> sentinel.getHost() + ":" + sentinel.getPort())
                    .collect(Collectors.joining(", ", "'" + uri.getSentinelMasterId() + "' of sentinels ", ""));
        }
        return uri.getHost() + ":" + uri.getPort();
    }

    RedisClient client() {
        return client;
    }

    /** Ends the client and its threads, in the background. */
    void close() {
        client.shutdownAsync(0, CLOSE_SECONDS, TimeUnit.SECONDS).whenComplete((closed, error) -> {
            resources.shutdown(0, CLOSE_SECONDS, TimeUnit.SECONDS);
            loops.shutdown(0, CLOSE_SECONDS, TimeUnit.SECONDS);
        });
    }
}
