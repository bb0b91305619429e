package io.github.latchkey.fault;

import io.github.latchkey.fault.history.Actor;
import io.github.latchkey.fault.history.Call;
import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Phase;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The counters that the locks guard, in a Redis of their own that nobody breaks. Each access is decided and logged in one step, so the
 * log is the order of things. Fenced, it refuses a token below one that it has seen, at the first touch too. Safe for use by several threads.
 */
final class Ledger implements AutoCloseable {

    private static final String LOG = "log";
    private static final String CLAIM = script("claim.lua");
    private static final String WRITE = script("write.lua");

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final String fence;

    private Ledger(String uri, String fence) {
        this.client = RedisClient.create(uri);
        this.connection = client.connect();
        this.fence = fence;
    }

    static Ledger fenced(String uri) {
        return new Ledger(uri, "1");
    }

    /** A resource that knows no tokens, as most do: it logs them, and accepts all. */
    static Ledger open(String uri) {
        return new Ledger(uri, "0");
    }

    /** Reads the counter in the name of a token; -1 if a higher one was here. */
    long claim(Call call, long token) {
        return run(CLAIM, call.key(), Long.toString(token), fence, call.id() + " " + call.key());
    }

    /** Writes the counter, unless somebody else has claimed it since. */
    boolean write(Call call, long token, long value) {
        return run(WRITE, call.key(), Long.toString(token), fence, call.id() + " " + call.key(), Long.toString(value))
                == 1;
    }

    /** Returns all accesses in the order in which they were decided. */
    List<Event> accesses() {
        List<Event> accesses = new ArrayList<>();
        Actor nobody = new Actor("", "", "", 0);
        for (String line : connection.sync().lrange(LOG, 0, -1)) {
            String[] parts = line.split(" ", 6);
            Call call = Call.exclusive(parts[4], parts[5], nobody, Duration.ZERO);
            accesses.add(Event.of(Op.valueOf(parts[0]), Phase.valueOf(parts[1]), call, accesses.size())
                    .token(Long.parseLong(parts[2]))
                    .value(Long.parseLong(parts[3])));
        }
        return accesses;
    }

    /** Returns what each counter shows. */
    Map<String, Long> values() {
        RedisCommands<String, String> redis = connection.sync();
        Map<String, Long> values = new HashMap<>();
        for (String key : redis.keys("value:*")) {
            values.put(key.substring("value:".length()), Long.parseLong(redis.get(key)));
        }
        return values;
    }

    /** Begins anew: no counters, no floors, no log. */
    void clear() {
        connection.sync().flushall();
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }

    private long run(String script, String key, String... arguments) {
        String[] keys = {"floor:" + key, "value:" + key, LOG};
        Long reply = connection.sync().eval(script, ScriptOutputType.INTEGER, keys, arguments);
        return Objects.requireNonNull(reply);
    }

    private static String script(String name) {
        try (InputStream text = Ledger.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
