package io.github.latchkey.redis;

import io.github.latchkey.Stand;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.BooleanListOutput;
import io.lettuce.core.output.CommandOutput;
import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The renewal of any number of leases, which need the same number of replicas: renew.lua. */
final class RenewCall extends ScriptCall<List<Boolean>> {

    private final LockKeys keys;
    private final List<Stand> stands;

    RenewCall(LockKeys keys, List<Stand> stands) {
        super(RedisScripts.RENEW, stands.size(), 2 * stands.size());
        this.keys = keys;
        this.stands = stands;
    }

    /** Renews in one command those that go together; each answer ends with the command that it is part of. */
    static List<CompletableFuture<Boolean>> each(
            List<Stand> stands,
            Function<Stand, Object> group,
            Function<List<Stand>, CompletableFuture<List<Boolean>>> command) {
        Map<Stand, CompletableFuture<Boolean>> answers = new HashMap<>();
        stands.stream().collect(Collectors.groupingBy(group)).forEach((key, together) -> {
            CompletableFuture<List<Boolean>> reply = command.apply(together);
            for (int i = 0; i < together.size(); i++) {
                int place = i;
                answers.put(together.get(i), reply.thenApply(held -> held.get(place)));
            }
        });
        return stands.stream().map(answers::get).toList();
    }

    @Override
    void write(ByteBuf out) {
        stands.forEach(stand -> keys.lease(out, stand));
        stands.forEach(stand -> {
            Resp.text(out, stand.owner());
            Resp.number(out, stand.lease().toMillis());
        });
    }

    @Override
    int replicas() {
        return stands.get(0).replicas();
    }

    @Override
    boolean isToBeConfirmed(List<Boolean> held) {
        return held.contains(true);
    }

    @Override
    CommandOutput<String, String, List<Boolean>> output() {
        return new BooleanListOutput<>(StringCodec.UTF8);
    }
}
