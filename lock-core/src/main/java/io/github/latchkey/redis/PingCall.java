package io.github.latchkey.redis;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;

/** A ping. */
final class PingCall extends RedisCall<String> {

    @Override
    Command<String, String, String> command() {
        return new Command<>(CommandType.PING, new StatusOutput<>(StringCodec.UTF8));
    }
}
