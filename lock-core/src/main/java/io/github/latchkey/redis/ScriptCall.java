package io.github.latchkey.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.netty.buffer.ByteBuf;

/** A call of a script: by its digest, and by its text where Redis does not know it, as after a restart, a failover or SCRIPT FLUSH. */
abstract class ScriptCall<T> extends RedisCall<T> {

    private final Script script;
    private final int keys;
    private final int arguments;
    private volatile boolean unknown;

    /** Calls a script with so many keys and arguments. */
    ScriptCall(Script script, int keys, int arguments) {
        this.script = script;
        this.keys = keys;
        this.arguments = arguments;
    }

    /** Writes the keys and the arguments. */
    abstract void write(ByteBuf out);

    /** Reads the reply. */
    abstract CommandOutput<String, String, T> output();

    Script script() {
        return script;
    }

    int keys() {
        return keys;
    }

    int arguments() {
        return arguments;
    }

    @Override
    Command<String, String, T> command() {
        return new ScriptCommand<>(this, unknown);
    }

    @Override
    boolean prepareAgain(Throwable failure) {
        boolean again = !unknown && failure instanceof RedisNoScriptException;
        unknown |= again;
        return again;
    }
}
