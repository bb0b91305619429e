package io.github.latchkey.redis;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;

/** Asks how Redis uses its memory; unlike CONFIG GET that needs no administrator. */
final class MemoryCall extends RedisCall<String> {

    @Override
    Command<String, String, String> command() {
        return new Command<>(
                CommandType.INFO,
                new StatusOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8).add("memory"));
    }
}
