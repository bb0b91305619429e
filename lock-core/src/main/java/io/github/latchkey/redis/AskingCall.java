package io.github.latchkey.redis;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;

/** Says that the next command is about a slot that is on its way to this node. */
final class AskingCall extends RedisCall<String> {

    @Override
    Command<String, String, String> command() {
        return new Command<>(CommandType.ASKING, new StatusOutput<>(StringCodec.UTF8));
    }
}
