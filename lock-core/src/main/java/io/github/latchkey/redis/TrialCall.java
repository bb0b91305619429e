package io.github.latchkey.redis;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import java.util.Locale;

/** A command that is sent to see whether Redis lets its user do so; the reply does not matter. */
final class TrialCall extends RedisCall<List<Object>> {

    private final List<String> words;

    TrialCall(List<String> words) {
        this.words = words;
    }

    @Override
    Command<String, String, List<Object>> command() {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
        words.stream().skip(1).forEach(arguments::add);
        CommandType type = CommandType.valueOf(words.get(0).toUpperCase(Locale.ROOT));
        return new Command<>(type, new NestedMultiOutput<>(StringCodec.UTF8), arguments);
    }
}
