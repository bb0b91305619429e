package io.github.latchkey.sample.races;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.latchkey.sample.traces.Timeline;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One race, from its order to its story. Safe for use by many threads. */
public final class Race {

    private static final int PATIENCE_SECONDS = 120;

    private final RaceOrder order;
    private final Timeline timeline = new Timeline();
    private final CompletableFuture<Fault> fault = new CompletableFuture<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Phase phase = Phase.PREPARING;
    private volatile Set<Integer> broken = Set.of();
    private volatile @Nullable Story story;

    Race(RaceOrder order) {
        this.order = order;
        if (order.fault() != null) {
            fault.complete(order.fault());
        }
    }

    /** What happens to a race at a time. */
    enum Phase {
        @JsonProperty("preparing")
        PREPARING,
        @JsonProperty("awaiting-fault")
        AWAITING_FAULT,
        @JsonProperty("striking")
        STRIKING,
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("judging")
        JUDGING
    }

    /** Returns what keeps its calls apart. */
    public Strategy strategy() {
        return order.strategy();
    }

    /** Returns how many calls it makes. */
    public int requests() {
        return order.requests();
    }

    /** Returns how many users the calls come from; each has an order, a payment or a number of their own. */
    public int users() {
        return order.users();
    }

    /** Returns the user, from 0, whose call is the one of this number. The calls of one user stand together. */
    public int userOf(int call) {
        return (int) ((long) call * order.users() / order.requests());
    }

    /** Returns what its calls do. */
    public Timeline timeline() {
        return timeline;
    }

    /**
     * Returns what is to befall the holder; if whoever ordered the race wants to say so when it is there, waits for the word.
     *
     * @throws FaultNotChosenException if nobody says so for two minutes, or somebody gives up
     */
    public Fault awaitFault() throws InterruptedException {
        phase = Phase.AWAITING_FAULT;
        try {
            return fault.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new FaultNotChosenException(
                    "Nobody said within " + PATIENCE_SECONDS + " s what is to befall the holder");
        } catch (CancellationException e) {
            throw new FaultNotChosenException("Somebody gave the race up before anything befell the holder");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            phase = Phase.STRIKING;
        }
    }

    RaceOrder order() {
        return order;
    }

    Phase phase() {
        return phase;
    }

    void enter(Phase next) {
        phase = next;
    }

    /** Says what is to befall the holder; false if it is not waited for. */
    boolean choose(Fault chosen) {
        return phase == Phase.AWAITING_FAULT && fault.complete(chosen);
    }

    /** Ends the race before anything befalls the holder; false if that is not waited for. */
    boolean giveUp() {
        return phase == Phase.AWAITING_FAULT && fault.cancel(false);
    }

    void judge(Set<Integer> brokenCalls, @Nullable Story told) {
        broken = brokenCalls;
        story = told;
    }

    /** Returns the numbers of the calls that took part in a violation. */
    Set<Integer> broken() {
        return broken;
    }

    @Nullable Story story() {
        return story;
    }

    void end() {
        timeline.close();
        over.countDown();
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits for the end, but not longer than this. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return over.await(millis, TimeUnit.MILLISECONDS);
    }
}
