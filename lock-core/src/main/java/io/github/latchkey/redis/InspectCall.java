package io.github.latchkey.redis;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.NestedMultiOutput;
import io.netty.buffer.ByteBuf;
import java.util.List;

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
}
