package io.github.latchkey.quorum;

import io.github.latchkey.ManualTimer;
import io.github.latchkey.TestedStore;
import io.github.latchkey.memory.TestedMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A quorum of three stores in memory, whose clock and theirs stand still until they are moved. */
final class TestedQuorumStore implements TestedStore {

    private final ManualTimer timer = new ManualTimer();
    private final List<TestedMemoryStore> nodes =
            Stream.generate(() -> new TestedMemoryStore(timer)).limit(3).toList();
    private final SplittableRandom random = new SplittableRandom(1);
    private final QuorumLockStore store = QuorumLockStore.of(
            nodes.stream().map(TestedMemoryStore::store).toList(),
            QuorumOptions.DEFAULTS.longestLease(Duration.ofSeconds(1)),
            timer,
            () -> random);

    @Override
    public QuorumLockStore store() {
        return store;
    }

    @Override
    public void passTime(Duration duration) {
        if (duration.isNegative()) {
            nodes.forEach(node -> node.passTime(duration));
        } else {
            timer.advance(duration);
        }
    }

    @Override
    public void forget() {
        nodes.forEach(TestedMemoryStore::forget);
    }
}
