package io.github.latchkey.redis;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Look;
import io.github.latchkey.Stand;
import io.lettuce.core.output.CommandOutput;
import io.netty.buffer.ByteBuf;

/** A look at a lock: acquire.lua. */
final class AcquireCall extends ScriptCall<Acquisition> {

    private static final int ARGUMENTS = 7;

    private final LockKeys keys;
    private final Look look;
    private final Runnable onPlace;

    /** The runnable is told of each place in the queue that a reply gives. */
    AcquireCall(LockKeys keys, Look look, Runnable onPlace) {
        super(RedisScripts.ACQUIRE, LockKeys.OF_ACQUIRE, ARGUMENTS);
        this.keys = keys;
        this.look = look;
        this.onPlace = onPlace;
    }

    @Override
    void write(ByteBuf out) {
        Stand stand = look.stand();
        Stand old = look.old();
        keys.acquire(out, stand, old);
        keys.channels(out);
        Resp.text(out, stand.owner());
        Resp.number(out, stand.lease().toMillis());
        Resp.text(out, look.waits() ? "1" : "0");
        Resp.text(out, look.arrival() == 0 ? "" : Long.toString(look.arrival()));
        Resp.text(out, old == null ? "" : old.owner());
        Resp.number(
                out,
                old == null || !look.oldMayHaveCopies() ? 0 : old.tombstoneFor().toMillis());
    }

    @Override
    CommandOutput<String, String, Acquisition> output() {
        return new AcquisitionOutput(look.stand(), onPlace);
    }
}
