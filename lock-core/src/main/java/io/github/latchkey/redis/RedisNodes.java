package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The nodes that keep a store's locks. Safe for use by several threads; nothing blocks, and all fails with {@code LockStoreException} only. */
interface RedisNodes {

    /** Returns what the nodes have in common. */
    RedisCommon common();

    /** Sends a call about a lock to the node that has it, and returns the call. */
    <T> CompletableFuture<T> send(String lock, RedisCall<T> call);

    /** Renews leases; each answer comes by itself where the locks are on different nodes. */
    List<CompletableFuture<Boolean>> renew(List<Stand> stands);

    /** Notes that somebody waits for a lock: makes sure that its offers are heard of. */
    void wanted(Stand stand);

    /** Ends what a client listens to. */
    void unlisten(String clientId);

    /** Returns all nodes that take commands, which may have to be found out first. */
    CompletableFuture<List<RedisNode>> all();

    /** Asks all nodes at once, and returns what they said, one after the other. */
    default CompletableFuture<List<String>> each(Function<RedisNode, CompletableFuture<List<String>>> question) {
        return all().thenCompose(all -> {
            List<CompletableFuture<List<String>>> answers =
                    all.stream().map(question).toList();
            return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                    .thenApply(done -> answers.stream()
                            .flatMap(answer -> answer.join().stream())
                            .toList());
        });
    }

    /**
     * Tells for how long nothing was lost, for a quorum. Throws where a failover could lose a vote while the server runs: a quorum is made of
     * independent masters.
     */
    default Duration age() {
        throw new LockStoreException(
                "One of several that stand in for each other was named as a node of a quorum, and may lose its vote when another takes its"
                        + " place. Name masters that are independent, each as one Redis.",
                false,
                null);
    }

    /** Ends all connections. Completes when they are closed. */
    CompletableFuture<Void> close();

    /** Ends a stand. */
    default CompletableFuture<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        return send(stand.name(), new RetireCall(common().keys(), stand, keep, tombstone));
    }
}
