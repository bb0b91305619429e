package io.github.latchkey.spring;

import io.github.latchkey.LeaseState;
import io.github.latchkey.LockException;
import io.github.latchkey.LockLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A lease that says what it is told to. Its token is the length of the name. */
final class FakeLease implements LockLease {

    private final List<String> names;
    final List<Duration> extensions = new ArrayList<>();
    LeaseState state = LeaseState.HELD;
    Duration remaining = Duration.ofSeconds(30);

    @Nullable LockException answer;

    FakeLease(String... names) {
        this.names = List.of(names);
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public long fencingToken() {
        return fencingToken(name());
    }

    @Override
    public long fencingToken(String name) {
        return name.length();
    }

    @Override
    public LeaseState state() {
        return state;
    }

    @Override
    public boolean isHeld() {
        return state == LeaseState.HELD || state == LeaseState.SUSPECT;
    }

    @Override
    public Duration remaining() {
        return remaining;
    }

    @Override
    public void extend(Duration atLeast) {
        extensions.add(atLeast);
        if (answer != null) {
            throw answer;
        }
    }

    @Override
    public void onLost(Consumer<? super LockLease> callback) {}

    @Override
    public boolean release() {
        return true;
    }

    @Override
    public CompletableFuture<Boolean> releaseAsync() {
        return CompletableFuture.completedFuture(true);
    }
}
