package io.github.latchkey.redis;

import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;

/**
 * The command that runs a script. It writes itself, from what its call knows, for building some twenty strings and argument objects
 * first would cost more than all the rest of a call.
 */
final class ScriptCommand<T> extends Command<String, String, T> {

    /** Besides keys and arguments: the command, the script, the number of keys. */
    private static final int FIXED = 3;

    private final ScriptCall<T> call;
    private final boolean asText;

    /** Names the script by its text, or by its digest. */
    ScriptCommand(ScriptCall<T> call, boolean asText) {
        super(asText ? CommandType.EVAL : CommandType.EVALSHA, call.output());
        this.call = call;
        this.asText = asText;
    }

    @Override
    public void encode(ByteBuf out) {
        Resp.array(out, FIXED + call.keys() + call.arguments());
        Resp.text(out, getType().toString());
        Resp.text(out, asText ? call.script().text() : call.script().sha1());
        Resp.number(out, call.keys());
        call.write(out);
    }
}
