package io.github.latchkey.redis;

import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One Redis that has all locks, wherever it is at the time. */
final class OneNode implements RedisNodes {

    private final RedisCommon common;
    private final RedisNode node;
    private final boolean isAlwaysTheSame;

    /** Keeps locks at this place; the name is for messages. */
    OneNode(RedisPlace place, String name, RedisLockOptions options) {
        this.common = RedisCommon.of(options, false, Redirects.NONE);
        this.node = new RedisNode(place, name, common);
        this.isAlwaysTheSame = place instanceof FixedPlace;
    }

    @Override
    public RedisCommon common() {
        return common;
    }

    @Override
    public <T> CompletableFuture<T> send(String lock, RedisCall<T> call) {
        return node.send(call);
    }

    @Override
    public List<CompletableFuture<Boolean>> renew(List<Stand> stands) {
        return RenewCall.each(stands, Stand::replicas, together -> node.send(new RenewCall(common.keys(), together)));
    }

    @Override
    public void wanted(Stand stand) {
        node.signals().wanted(stand);
    }

    @Override
    public void unlisten(String clientId) {
        node.signals().unlisten(clientId);
    }

    @Override
    public CompletableFuture<List<RedisNode>> all() {
        return CompletableFuture.completedFuture(List.of(node));
    }

    @Override
    public Duration age() {
        return isAlwaysTheSame ? node.age() : RedisNodes.super.age();
    }

    @Override
    public CompletableFuture<Void> close() {
        return node.close();
    }
}
