package io.github.latchkey.redis;

import io.github.latchkey.Granted;
import io.github.latchkey.Stand;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.BooleanOutput;
import io.lettuce.core.output.CommandOutput;
import io.netty.buffer.ByteBuf;

/** The raising of a grant's token: raise.lua. */
final class RaiseCall extends ScriptCall<Boolean> {

    private static final int KEYS = 2;
    private static final int ARGUMENTS = 3;

    private final LockKeys keys;
    private final Stand stand;
    private final long token;

    RaiseCall(LockKeys keys, Stand stand, long token) {
        super(RedisScripts.RAISE, KEYS, ARGUMENTS);
        this.keys = keys;
        this.stand = stand;
        this.token = token;
    }

    @Override
    void write(ByteBuf out) {
        keys.lease(out, stand);
        keys.fence(out, stand);
        Resp.text(out, stand.owner());
        Resp.number(out, token);
        Resp.number(out, token + Granted.TOKENS - 1);
    }

    @Override
    CommandOutput<String, String, Boolean> output() {
        return new BooleanOutput<>(StringCodec.UTF8);
    }
}
