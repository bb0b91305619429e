package io.github.latchkey;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store that answers what a test says, or nothing, and remembers what it was asked. */
final class SilentStore implements LockStore {

    private final Duration commandTimeout;
    final List<Boolean> tombstones = new CopyOnWriteArrayList<>();
    final List<Stand> asked = new ArrayList<>();
    final List<Stand> retired = new CopyOnWriteArrayList<>();
    final List<CompletableFuture<Acquisition>> answers = new ArrayList<>();
    final Map<String, CompletableFuture<Boolean>> renewalsOf = new ConcurrentHashMap<>();
    CompletableFuture<Boolean> renewals = new CompletableFuture<>();
    CompletableFuture<Boolean> retirements = new CompletableFuture<>();

    SilentStore(Duration commandTimeout) {
        this.commandTimeout = commandTimeout;
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        asked.add(look.stand());
        answers.add(new CompletableFuture<>());
        return answers.get(answers.size() - 1);
    }

    @Override
    public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        retired.add(stand);
        tombstones.add(tombstone);
        return retirements;
    }

    @Override
    public List<CompletableFuture<Boolean>> renew(List<Stand> stands) {
        return stands.stream()
                .map(stand -> renewalsOf.getOrDefault(stand.name(), renewals))
                .toList();
    }

    @Override
    public CompletionStage<LockState> inspect(String name) {
        return new CompletableFuture<>();
    }

    @Override
    public void listen(String clientId, Signals signals) {}

    @Override
    public void unlisten(String clientId) {}

    @Override
    public long doubts() {
        return 0;
    }

    @Override
    public Duration commandTimeout() {
        return commandTimeout;
    }

    @Override
    public CompletionStage<Void> ping() {
        return new CompletableFuture<>();
    }

    @Override
    public String describe() {
        return "silent store";
    }

    @Override
    public void close() {}
}
