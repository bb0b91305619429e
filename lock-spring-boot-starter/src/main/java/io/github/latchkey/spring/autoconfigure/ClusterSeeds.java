package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.redis.RedisTopology;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The application's cluster, with the user, the password and the TLS settings that the application connects with. */
final class ClusterSeeds {

    private ClusterSeeds() {}

    static RedisTopology of(LettuceConnectionFactory factory, RedisClusterConfiguration cluster) {
        List<RedisURI> seeds = cluster.getClusterNodes().stream()
                .map(node -> seed(node, factory.getClientConfiguration(), cluster))
                .toList();
        return RedisTopology.cluster(seeds);
    }

    private static RedisURI seed(RedisNode node, LettuceClientConfiguration client, RedisClusterConfiguration cluster) {
        Integer port = node.getPort();
        RedisURI.Builder seed = RedisURI.builder()
                .withHost(String.valueOf(node.getHost()))
                .withPort(port == null ? RedisURI.DEFAULT_REDIS_PORT : port)
                .withSsl(client.isUseSsl())
                .withStartTls(client.isStartTls())
                .withVerifyPeer(client.getVerifyMode())
                .withTimeout(client.getCommandTimeout());
        client.getClientName().ifPresent(seed::withClientName);
        RedisCredentialsProvider provided = provided(client, cluster);
        if (provided != null) {
            seed.withAuthentication(provided);
        } else {
            cluster.getPassword().toOptional().ifPresent(password -> authenticate(seed, cluster, password));
        }
        return seed.build();
    }

    private static @Nullable RedisCredentialsProvider provided(
            LettuceClientConfiguration client, RedisClusterConfiguration cluster) {
        return client.getRedisCredentialsProviderFactory()
                .map(credentials -> credentials.createCredentialsProvider(cluster))
                .orElse(null);
    }

    private static void authenticate(RedisURI.Builder seed, RedisClusterConfiguration cluster, char... password) {
        String user = cluster.getUsername();
        if (user == null || user.isEmpty()) {
            seed.withPassword(password);
        } else {
            seed.withAuthentication(user, password);
        }
    }
}
