package io.github.latchkey.redis;

import io.github.latchkey.Stand;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.BooleanOutput;
import io.lettuce.core.output.CommandOutput;
import io.netty.buffer.ByteBuf;
import java.time.Duration;

/** Gives back a lock whose keys are being moved, one by one, to another node: leave.lua. */
final class LeaveCall extends ScriptCall<Boolean> {

    private static final int ARGUMENTS = 2;

    private final LockKeys keys;
    private final Stand stand;
    private final Duration keep;

    LeaveCall(LockKeys keys, Stand stand, Duration keep) {
        super(RedisScripts.LEAVE, 1, ARGUMENTS);
        this.keys = keys;
        this.stand = stand;
        this.keep = keep;
    }

    @Override
    void write(ByteBuf out) {
        keys.lease(out, stand);
        Resp.text(out, stand.owner());
        Resp.number(out, keep.toMillis());
    }

    @Override
    CommandOutput<String, String, Boolean> output() {
        return new BooleanOutput<>(StringCodec.UTF8);
    }
}
