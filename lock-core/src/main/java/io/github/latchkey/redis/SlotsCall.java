package io.github.latchkey.redis;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.List;

/** Asks a node of a cluster who has which slots; every version since 3.0 knows this command, and managed services do. */
final class SlotsCall extends RedisCall<List<Object>> {

    @Override
    Command<String, String, List<Object>> command() {
        return new Command<>(
                CommandType.CLUSTER,
                new NestedMultiOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8).add("SLOTS"));
    }
}
