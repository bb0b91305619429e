package io.github.latchkey.spring;

import io.github.latchkey.LockStoreException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what the calls of an application's locked methods did, and how many of them wait or hold just now. */
final class RecordedSteps implements LockedCallObserver {

    private final List<String> ended = new CopyOnWriteArrayList<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger holding = new AtomicInteger();

    @Override
    public Phase begin(Step step, String lock, List<String> names) {
        AtomicInteger open = step == Step.WAIT ? waiting : holding;
        open.incrementAndGet();
        return failure -> {
            open.decrementAndGet();
            ended.add(step + " " + lock + " " + names
                    + (failure == null ? "" : " " + failure.getClass().getSimpleName()));
        };
    }

    @Override
    public void proceedsUnlocked(String lock, LockStoreException outage) {
        ended.add("UNLOCKED " + lock);
    }

    int waiting() {
        return waiting.get();
    }

    int holding() {
        return holding.get();
    }

    List<String> ended() {
        return ended;
    }
}
