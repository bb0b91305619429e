package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How messages name the Redis of a URI. */
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
}
