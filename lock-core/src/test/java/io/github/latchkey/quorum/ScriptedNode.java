package io.github.latchkey.quorum;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockState;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import io.github.latchkey.VotingStore;
import io.github.latchkey.memory.TestedMemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A node in memory that a test lets be down, silent until it is woken, or of any age, and that notes what it was asked. */
final class ScriptedNode implements VotingStore {

    private enum State {
        UP,
        DOWN,
        SILENT,
        LOSES_REPLIES
    }

    private final String name;
    private final TestedMemoryStore memory;
    private final List<Runnable> unanswered = new ArrayList<>();
    final List<Look> looks = new ArrayList<>();
    final List<Stand> retired = new ArrayList<>();
    final List<Boolean> tombstones = new ArrayList<>();
    final List<Long> raised = new ArrayList<>();
    private State state = State.UP;
    private boolean closed;
    Duration age = Duration.ofDays(1);

    ScriptedNode(String name, TestedMemoryStore memory) {
        this.name = name;
        this.memory = memory;
    }

    /** Answers again, and first what was asked in the meantime. */
    void up() {
        state = State.UP;
        List<Runnable> late = List.copyOf(unanswered);
        unanswered.clear();
        late.forEach(Runnable::run);
    }

    void down() {
        state = State.DOWN;
    }

    /** Does what it is asked, and its replies get lost with their connections. */
    void losesReplies() {
        state = State.LOSES_REPLIES;
    }

    void silent() {
        state = State.SILENT;
    }

    /** Lets its clock run ahead of those of the others. */
    void ahead(Duration by) {
        memory.passTime(by);
    }

    /** Restarts it empty. */
    void restart() {
        memory.forget();
        age = Duration.ZERO;
    }

    LockState state(String lock) {
        return memory.store().inspect(lock).join();
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        return vote(look, 0);
    }

    @Override
    public CompletionStage<Acquisition> vote(Look look, long floor) {
        looks.add(look);
        return answer(() -> memory.store().vote(look, floor));
    }

    @Override
    public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        retired.add(stand);
        tombstones.add(tombstone);
        return answer(() -> memory.store().retire(stand, keep, tombstone));
    }

    @Override
    public List<CompletionStage<Boolean>> renew(List<Stand> stands) {
        return stands.stream()
                .map(stand -> answer(() -> memory.store().renew(List.of(stand)).get(0)))
                .toList();
    }

    @Override
    public CompletionStage<Boolean> raise(Stand stand, long token) {
        raised.add(token);
        return answer(() -> memory.store().raise(stand, token));
    }

    @Override
    public Duration age() {
        return age;
    }

    @Override
    public CompletionStage<LockState> inspect(String lock) {
        return answer(() -> memory.store().inspect(lock));
    }

    @Override
    public void listen(String clientId, Signals signals) {
        memory.store().listen(clientId, signals);
    }

    @Override
    public void unlisten(String clientId) {
        memory.store().unlisten(clientId);
    }

    @Override
    public long doubts() {
        return 0;
    }

    @Override
    public Duration commandTimeout() {
        return Duration.ofMillis(500);
    }

    @Override
    public CompletionStage<Void> ping() {
        return answer(() -> memory.store().ping());
    }

    @Override
    public CompletionStage<List<String>> warnings() {
        return answer(() -> CompletableFuture.completedFuture(List.of()));
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public void close() {
        closed = true;
    }

    private <T> CompletionStage<T> answer(Supplier<CompletableFuture<T>> command) {
        if (closed) {
            return CompletableFuture.failedFuture(LockStoreException.notSent(name + " is closed.", false, null));
        }
        if (state == State.UP) {
            return command.get();
        }
        if (state == State.DOWN) {
            return CompletableFuture.failedFuture(LockStoreException.notSent(name + " is down.", true, null));
        }
        if (state == State.LOSES_REPLIES) {
            return command.get().thenApply(done -> {
                throw new LockStoreException(name + ": the connection broke before the reply came.", true, null);
            });
        }
        CompletableFuture<T> later = new CompletableFuture<>();
        unanswered.add(() -> command.get().thenAccept(later::complete));
        return later;
    }
}
