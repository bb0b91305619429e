package io.github.latchkey.redis;

import io.github.latchkey.Stand;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.BooleanListOutput;
import io.lettuce.core.output.CommandOutput;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** The renewal of any number of leases: renew.lua. */
final class RenewCall extends ScriptCall<List<Boolean>> {

    private final LockKeys keys;
    private final List<Stand> stands;

    RenewCall(LockKeys keys, List<Stand> stands) {
        super(RedisScripts.RENEW, stands.size(), 2 * stands.size());
        this.keys = keys;
        this.stands = stands;
    }

    @Override
    void write(ByteBuf out) {
        stands.forEach(stand -> keys.lease(out, stand));
        stands.forEach(stand -> {
            Resp.text(out, stand.owner());
            Resp.number(out, stand.lease().toMillis());
        });
    }

    @Override
    CommandOutput<String, String, List<Boolean>> output() {
        return new BooleanListOutput<>(StringCodec.UTF8);
    }
}
