package io.github.latchkey.sample.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** A port of this machine, and what may be said to the Redis that listens there. */
record RedisAddress(int port) {

    static final String HOST = "127.0.0.1";

    private static final String OWNER = "latchkey-sample:redis";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final String SIGN_IF_UNCHANGED =
            """
            if (redis.call('get', KEYS[1]) or '') ~= ARGV[1] then return 0 end
            redis.call('set', KEYS[1], ARGV[2])
            return 1""";

    private static final String FLUSH_AND_SIGN =
            """
            redis.call('flushall')
            redis.call('set', KEYS[1], ARGV[1])
            return 1""";

    static RedisAddress free() {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return new RedisAddress(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isTaken() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback(), port), (int) TIMEOUT.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    boolean answers() {
        return isTaken() && ask(RedisCommands::ping).isPresent();
    }

    /** Returns the pid of the sample that signed this Redis, or nothing where it is not a sample's. */
    Optional<String> owner() {
        return ask(redis -> redis.get(OWNER));
    }

    boolean claim(String before, long pid) {
        return ask(redis -> redis.<Long>eval(
                        SIGN_IF_UNCHANGED, ScriptOutputType.INTEGER, new String[] {OWNER}, before, Long.toString(pid)))
                .filter(signed -> signed == 1)
                .isPresent();
    }

    boolean flush(long owner) {
        return ask(redis -> redis.<Long>eval(
                        FLUSH_AND_SIGN, ScriptOutputType.INTEGER, new String[] {OWNER}, Long.toString(owner)))
                .isPresent();
    }

    void shutdown() {
        ask(redis -> {
            redis.shutdown(false);
            return true;
        });
    }

    // Not getLoopbackAddress(), which may be ::1, where this Redis does not listen.
    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
    }

    private <T> Optional<T> ask(Function<RedisCommands<String, String>, T> question) {
        RedisClient client = RedisClient.create(RedisURI.builder()
                .withHost(HOST)
                .withPort(port)
                .withTimeout(TIMEOUT)
                .build());
        // A Redis that was told to end is not to be looked for again.
        client.setOptions(ClientOptions.builder().autoReconnect(false).build());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return Optional.ofNullable(question.apply(connection.sync()));
        } catch (RedisException e) {
            return Optional.empty();
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }
}
