package io.github.latchkey.benchmarks.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerCallsIT {

    @Test
    void addsTheCallsOfAllCommands() {
        String reply =
                """
                # Commandstats
                cmdstat_set:calls=12,usec=40,usec_per_call=3.33,rejected_calls=0,failed_calls=0
                cmdstat_config|get:calls=3,usec=9,usec_per_call=3.00
                """;

        assertThat(ServerCalls.sum(reply)).isEqualTo(15);
        assertThat(ServerCalls.sum("# Commandstats\r\n")).isZero();
    }

    @Test
    void tellsRequestsFromWhatScriptsCall() {
        assertThat(ServerCalls.isRequest("+1.1 [0 127.0.0.1:50000] \"get\" \"a lua] b\""))
                .isTrue();
        assertThat(ServerCalls.isRequest("+1.1 [0 [::1]:50000] \"get\" \"a\"")).isTrue();
        assertThat(ServerCalls.isRequest("+1.1 [0 lua] \"get\" \"a\"")).isFalse();
        assertThat(ServerCalls.isRequest("+OK")).isFalse();
    }

    @Test
    void doesNotCountItsOwnCommands() throws Exception {
        try (RedisProcess redis = new RedisProcess();
                ServerCalls server = new ServerCalls(redis);
                RedisWire client = new RedisWire(redis.port())) {
            long before = server.total();
            long requests = server.requestsDuring(() -> {
                client.ask("SET a 1");
                client.ask("EVAL \"return redis.call('get','a')..redis.call('del','a')\" 0");
            });
            long calls = server.total() - before;

            assertThat(requests).isEqualTo(2);
            assertThat(calls).isEqualTo(4);
            assertThat(server.total() - before).isEqualTo(4);
        }
    }
}
