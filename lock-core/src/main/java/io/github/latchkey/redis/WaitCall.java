package io.github.latchkey.redis;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;

/** Waits until so many replicas have what was written on the connection before, and says how many have; it keeps the connection meanwhile. */
final class WaitCall extends RedisCall<Long> {

    private final int wanted;
    private final Duration atMost;

    WaitCall(int wanted, Duration atMost) {
        this.wanted = wanted;
        this.atMost = atMost;
    }

    @Override
    Command<String, String, Long> command() {
        return new Command<>(
                CommandType.WAIT,
                new IntegerOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8).add(wanted).add(atMost.toMillis()));
    }
}
