package io.github.latchkey.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A call of a script: by its digest, and by its text where Redis does not know it, as after a restart, a failover or SCRIPT FLUSH. */
final class ScriptCall<T> extends RedisCall<T> {

    private final Script script;
    private final int keys;
    private final int arguments;
    private final Consumer<ByteBuf> writer;
    private final Supplier<CommandOutput<String, String, T>> output;
    private volatile boolean unknown;

    ScriptCall(
            Script script,
            int keys,
            int arguments,
            Consumer<ByteBuf> writer,
            Supplier<CommandOutput<String, String, T>> output) {
        this.script = script;
        this.keys = keys;
        this.arguments = arguments;
        this.writer = writer;
        this.output = output;
    }

    @Override
    Command<String, String, T> command() {
        CommandType type = unknown ? CommandType.EVAL : CommandType.EVALSHA;
        ScriptArgs args = new ScriptArgs(unknown ? script.text() : script.sha1(), keys, arguments, writer);
        return new Command<>(type, output.get(), args);
    }

    @Override
    boolean prepareAgain(Throwable failure) {
        boolean again = !unknown && failure instanceof RedisNoScriptException;
        unknown |= again;
        return again;
    }
}
