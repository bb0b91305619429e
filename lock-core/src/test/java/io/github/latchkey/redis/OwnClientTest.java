package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisURI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which URIs can be used, and how messages name their Redis. */
class OwnClientTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    redis://user:secret@one:6390/3 | one:6390
                    rediss://one | one:6379
                    redis-socket:///tmp/redis.sock | /tmp/redis.sock
                    redis-sentinel://one:26379,two:26380/0#orders | 'orders' of sentinels one:26379, two:26380
                    """)
    void aUriIsNamedWithoutItsSecrets(String uri, String name) {
        assertThat(OwnClient.describe(RedisURI.create(uri))).isEqualTo(name);
    }

    // None of these tests has the library on its class path.
    @Test
    void aUnixSocketWithoutItsLibraryIsRefusedAtOnce() {
        assertThatThrownBy(() -> RedisLockStore.connect("redis-socket:///tmp/redis.sock"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Redis at /tmp/redis.sock cannot be reached: a Unix socket needs a native library")
                .hasMessageContaining("io.netty:netty-transport-native-epoll");
    }
}
