package io.github.latchkey.redis;

import io.github.latchkey.LockState;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.NestedMultiOutput;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A look at a lock's state: inspect.lua. */
final class InspectCall extends ScriptCall<List<Object>> {

    private final LockKeys keys;
    private final String name;

    InspectCall(LockKeys keys, String name) {
        super(RedisScripts.INSPECT, LockKeys.OF_INSPECT, 0);
        this.keys = keys;
        this.name = name;
    }

    @Override
    void write(ByteBuf out) {
        keys.state(out, name);
    }

    @Override
    CommandOutput<String, String, List<Object>> output() {
        return new NestedMultiOutput<>(StringCodec.UTF8);
    }

    /** Reads the reply: the last token, the rest of the lease, how many wait, and who holds the lock. */
    static LockState state(String name, List<Object> reply) {
        List<String> holders = reply.stream().skip(3).map(String.class::cast).toList();
        return new LockState(
                name,
                holders,
                holders.isEmpty() ? null : rest((Long) reply.get(1)),
                Long.parseLong((String) reply.get(0)),
                Math.toIntExact((Long) reply.get(2)));
    }

    private static @Nullable Duration rest(long millis) {
        return millis < 0 ? null : Duration.ofMillis(millis);
    }
}
