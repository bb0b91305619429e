package io.github.latchkey;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The leases of one request for several locks, as one. */
final class LeaseGroup implements EngineLease {

    private final List<HeldLease> leases;

    LeaseGroup(List<HeldLease> leases) {
        this.leases = List.copyOf(leases);
    }

    @Override
    public List<String> names() {
        return leases.stream().map(HeldLease::name).toList();
    }

    @Override
    public long fencingToken() {
        return leases.get(0).fencingToken();
    }

    @Override
    public long fencingToken(String name) {
        return leases.stream()
                .filter(lease -> lease.name().equals(name))
                .findFirst()
                .orElseThrow(() -> HeldLease.otherName(name, this))
                .fencingToken();
    }

    @Override
    public LeaseState state() {
        List<LeaseState> states = leases.stream().map(HeldLease::state).toList();
        return states.contains(LeaseState.LOST)
                ? LeaseState.LOST
                : states.stream().max(Comparator.naturalOrder()).orElse(LeaseState.LOST);
    }

    @Override
    public boolean isHeld() {
        return leases.stream().allMatch(HeldLease::isHeld);
    }

    @Override
    public Duration remaining() {
        return leases.stream()
                .map(HeldLease::remaining)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    @Override
    public void extend(Duration atLeast) {
        leases.forEach(lease -> lease.extend(atLeast));
    }

    @Override
    public void onLost(Consumer<? super LockLease> callback) {
        AtomicBoolean told = new AtomicBoolean();
        leases.forEach(lease -> lease.onLost(lost -> {
            if (told.compareAndSet(false, true)) {
                callback.accept(this);
            }
        }));
    }

    @Override
    public CompletableFuture<Boolean> releaseAsync() {
        List<CompletableFuture<Boolean>> released =
                leases.stream().map(HeldLease::releaseAsync).toList();
        return CompletableFuture.allOf(released.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> released.stream().allMatch(CompletableFuture::join));
    }

    @Override
    public void endReentrancy() {
        leases.forEach(HeldLease::endReentrancy);
    }

    @Override
    public void abandon() {
        leases.forEach(HeldLease::abandon);
    }

    @Override
    public boolean release() {
        // All are on their way before the first is waited for.
        List<CompletableFuture<Boolean>> sent =
                leases.stream().map(HeldLease::leave).toList();
        boolean ours = true;
        for (int i = 0; i < sent.size(); i++) {
            ours &= leases.get(i).await(sent.get(i));
        }
        return ours;
    }

    @Override
    public String toString() {
        return "LockLease " + leases;
    }
}
