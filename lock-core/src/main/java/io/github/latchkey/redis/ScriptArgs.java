package io.github.latchkey.redis;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/**
 * The arguments of one call of a script. They are written when the command is, from what the call knows, for building some twenty
 * strings and objects first would cost more than all the rest of a call.
 */
final class ScriptArgs extends CommandArgs<String, String> {

    private final String script;
    private final int keys;
    private final int arguments;
    private final Consumer<ByteBuf> writer;

    /** Names the script by its digest or its text; the writer writes that many keys and arguments. */
    ScriptArgs(String script, int keys, int arguments, Consumer<ByteBuf> writer) {
        super(StringCodec.UTF8);
        this.script = script;
        this.keys = keys;
        this.arguments = arguments;
        this.writer = writer;
    }

    @Override
    public int count() {
        return 2 + keys + arguments;
    }

    @Override
    public void encode(ByteBuf out) {
        Resp.text(out, script);
        Resp.number(out, keys);
        writer.accept(out);
    }
}
