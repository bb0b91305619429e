package io.github.latchkey.sample.longjob;

import io.github.latchkey.spring.LockContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits, in the middle of a job, for the word to go on, and notes whose lock is lost. Safe for use by many threads. */
final class StoppedPart implements LongPart {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<CompletableFuture<Boolean>> losses = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch inside = new CountDownLatch(0);

    void expect(int jobs) {
        inside = new CountDownLatch(jobs);
    }

    void awaitInside() throws InterruptedException {
        if (!inside.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(inside.getCount() + " jobs were not begun");
        }
    }

    void goOn() {
        goOn.countDown();
    }

    /** Returns how many leases were told that they are lost; those that do not know yet have a moment to hear of it. */
    long losses() {
        return losses.stream()
                .filter(loss ->
                        loss.completeOnTimeout(false, 2, TimeUnit.SECONDS).join())
                .count();
    }

    @Override
    public void run(long jobId) {
        Optional<LockContext> lock = LockContext.find();
        lock.ifPresent(held -> noteItsLoss(jobId, held));
        HolderMain.say(
                HolderTraces.BEGUN,
                jobId,
                lock.map(held -> Long.toString(held.fencingToken())).orElse(""));
        inside.countDown();
        try {
            if (!goOn.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody said that job " + jobId + " may go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in job " + jobId, e);
        }
    }

    private void noteItsLoss(long jobId, LockContext lock) {
        CompletableFuture<Boolean> loss = new CompletableFuture<>();
        losses.add(loss);
        lock.lease().onLost(lease -> {
            HolderMain.say(HolderTraces.LOST, jobId, "");
            loss.complete(true);
        });
    }
}
