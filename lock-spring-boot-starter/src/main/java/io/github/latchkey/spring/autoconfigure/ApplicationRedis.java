package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.redis.RedisTopology;
import io.lettuce.core.RedisURI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisSocketConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConverters;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;

/** Says where the application's Redis is, as its connection factory is set up, and its settings say where that does not. */
final class ApplicationRedis {

    private static final String NODES = "spring.data.redis.masterreplica.nodes";

    /** What holds where the application has no other way to find its credentials. */
    private static final RedisCredentialsProviderFactory CREDENTIALS = new RedisCredentialsProviderFactory() {};

    private ApplicationRedis() {}

    static RedisTopology topology(LettuceConnectionFactory factory, Environment environment) {
        RedisSentinelConfiguration sentinels = factory.getSentinelConfiguration();
        if (sentinels != null) {
            return sentinels(factory, sentinels);
        }
        RedisClusterConfiguration cluster = factory.getClusterConfiguration();
        if (cluster != null) {
            return ClusterSeeds.of(factory, cluster);
        }
        // The factory does not give its nodes away, nor does its client have an address of its own.
        List<String> nodes = Binder.get(environment)
                .bind(NODES, Bindable.listOf(String.class))
                .orElse(List.of());
        if (!nodes.isEmpty()) {
            return masterReplica(factory, nodes, environment.getProperty("spring.data.redis.username"));
        }
        RedisSocketConfiguration socket = factory.getSocketConfiguration();
        return RedisTopology.ofClient(
                socket == null ? factory.getHostName() + ":" + factory.getPort() : socket.getSocket());
    }

    private static RedisTopology sentinels(LettuceConnectionFactory factory, RedisSentinelConfiguration sentinels) {
        RedisURI uri = LettuceConverters.sentinelConfigurationToRedisURI(sentinels);
        LettuceClientConfiguration client = factory.getClientConfiguration();
        client.getRedisCredentialsProviderFactory().ifPresent(credentials -> {
            uri.setCredentialsProvider(credentials.createCredentialsProvider(sentinels));
            uri.getSentinels()
                    .forEach(each ->
                            each.setCredentialsProvider(credentials.createSentinelCredentialsProvider(sentinels)));
        });
        settle(uri, factory);
        uri.getSentinels().forEach(each -> secure(each, client));
        return RedisTopology.of(uri);
    }

    private static RedisTopology masterReplica(
            LettuceConnectionFactory factory, List<String> nodes, @Nullable String username) {
        RedisPassword password = RedisPassword.of(factory.getPassword());
        return RedisTopology.masterReplica(nodes.stream()
                .map(ApplicationRedis::address)
                .map(node -> {
                    node.setUsername(username);
                    node.setPassword(password);
                    RedisURI uri = uri(factory, node);
                    // As on Spring Boot 4, which knows sets and gives them no other: 3.5 takes the factory's for one
                    // Redis.
                    uri.setDatabase(0);
                    return uri;
                })
                .toList());
    }

    private static RedisStandaloneConfiguration address(String node) {
        int colon = node.lastIndexOf(':');
        if (colon < 0 || !node.substring(colon + 1).matches("\\d{1,5}")) {
            throw new RedisUnsuitableException("A node of " + NODES + " is '" + node + "' and no host:port.");
        }
        return new RedisStandaloneConfiguration(node.substring(0, colon), Integer.parseInt(node.substring(colon + 1)));
    }

    private static RedisURI uri(LettuceConnectionFactory factory, RedisStandaloneConfiguration node) {
        LettuceClientConfiguration client = factory.getClientConfiguration();
        RedisURI uri = RedisURI.create(node.getHostName(), node.getPort());
        uri.setCredentialsProvider(
                client.getRedisCredentialsProviderFactory().orElse(CREDENTIALS).createCredentialsProvider(node));
        settle(uri, factory);
        return uri;
    }

    /** Takes over what holds for a master as well as for a Redis alone. */
    private static void settle(RedisURI uri, LettuceConnectionFactory factory) {
        LettuceClientConfiguration client = factory.getClientConfiguration();
        uri.setDatabase(factory.getDatabase());
        client.getClientName().ifPresent(uri::setClientName);
        secure(uri, client);
    }

    private static void secure(RedisURI uri, LettuceClientConfiguration client) {
        uri.setSsl(client.isUseSsl());
        uri.setStartTls(client.isStartTls());
        uri.setVerifyPeer(client.getVerifyMode());
    }
}
