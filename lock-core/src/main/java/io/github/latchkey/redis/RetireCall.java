package io.github.latchkey.redis;

import io.github.latchkey.Stand;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.BooleanOutput;
import io.lettuce.core.output.CommandOutput;
import io.netty.buffer.ByteBuf;
import java.time.Duration;

/** The end of a stand: retire.lua. */
final class RetireCall extends ScriptCall<Boolean> {

    /** The plain case says no more than this. */
    private static final int PLAIN = 2;

    private static final int ARGUMENTS = 4;

    private final LockKeys keys;
    private final Stand stand;
    private final Duration keep;
    private final boolean tombstone;

    RetireCall(LockKeys keys, Stand stand, Duration keep, boolean tombstone) {
        super(
                RedisScripts.RETIRE,
                isPlain(keep, tombstone) ? LockKeys.OF_LINE : LockKeys.OF_OWNER,
                isPlain(keep, tombstone) ? PLAIN : ARGUMENTS);
        this.keys = keys;
        this.stand = stand;
        this.keep = keep;
        this.tombstone = tombstone;
    }

    /** Returns what can be done while the slot is on its way to another node: the lock is given back, and nothing else. */
    LeaveCall leaving() {
        return new LeaveCall(keys, stand, keep);
    }

    @Override
    void write(ByteBuf out) {
        keys.line(out, stand);
        if (arguments() > PLAIN) {
            keys.tombstone(out, stand);
        }
        keys.channels(out, stand);
        Resp.text(out, stand.owner());
        if (arguments() > PLAIN) {
            Resp.number(out, keep.toMillis());
            Resp.number(out, tombstone ? stand.tombstoneFor().toMillis() : 0);
        }
    }

    private static boolean isPlain(Duration keep, boolean tombstone) {
        return keep.toMillis() == 0 && !tombstone;
    }

    @Override
    CommandOutput<String, String, Boolean> output() {
        return new BooleanOutput<>(StringCodec.UTF8);
    }
}
