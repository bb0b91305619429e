package io.github.latchkey.redis;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Granted;
import io.github.latchkey.Incomplete;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.Look;
import io.github.latchkey.Stand;
import io.lettuce.core.output.CommandOutput;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** A look at a lock: acquire.lua. */
final class AcquireCall extends ScriptCall<Acquisition> {

    /** A look that brings nothing along; with a floor; with an arrival; and with a stand to give up. */
    private static final int BARE = 4;

    private static final int WITH_FLOOR = 5;
    private static final int WITH_ARRIVAL = 6;
    private static final int YIELDING = 8;

    private final LockKeys keys;
    private final Look look;
    private final long floor;
    private final Consumer<Stand> onPlace;

    /** Asks for a token of at least the floor. The consumer is told of each place in the queue that a reply gives. */
    AcquireCall(LockKeys keys, Look look, long floor, Consumer<Stand> onPlace) {
        super(RedisScripts.ACQUIRE, LockKeys.OF_OWNER + (look.old() == null ? 0 : 1), arguments(look, floor));
        this.keys = keys;
        this.look = look;
        this.floor = floor;
        this.onPlace = onPlace;
    }

    @Override
    void write(ByteBuf out) {
        Stand stand = look.stand();
        Stand old = look.old();
        keys.line(out, stand);
        keys.tombstone(out, stand);
        if (old != null) {
            keys.tombstone(out, old);
        }
        keys.channels(out, stand);
        Resp.text(out, stand.owner());
        Resp.number(out, stand.lease().toMillis());
        Resp.text(out, look.waits() ? "1" : "0");
        if (arguments() > BARE) {
            Resp.number(out, floor);
        }
        if (arguments() > WITH_FLOOR) {
            Resp.text(out, look.arrival() == 0 ? "" : Long.toString(look.arrival()));
        }
        if (old != null) {
            Resp.text(out, old.owner());
            Resp.number(out, look.oldMayHaveCopies() ? old.tombstoneFor().toMillis() : 0);
        }
    }

    @Override
    int replicas() {
        return look.stand().replicas();
    }

    @Override
    boolean isToBeConfirmed(Acquisition reply) {
        return reply instanceof Granted;
    }

    @Override
    void unconfirmed(Acquisition reply, LockStoreException why) {
        complete(Incomplete.failed(why, reply.gaveBack()));
    }

    private static int arguments(Look look, long floor) {
        if (look.old() != null) {
            return YIELDING;
        }
        if (look.arrival() != 0) {
            return WITH_ARRIVAL;
        }
        return floor == 0 ? BARE : WITH_FLOOR;
    }

    @Override
    CommandOutput<String, String, Acquisition> output() {
        return new AcquisitionOutput(look.stand(), onPlace);
    }
}
