package io.github.latchkey.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A client's process. It can be stopped for a while, as by a garbage collection: what comes meanwhile waits, and is done late, each
 * queue in its order and all of them mixed by chance. It can be killed.
 */
public final class SimulatedProcess {

    /** Where things to be done wait for a process that does not run. */
    public enum Inbox {
        /** What is due by the clock. */
        TIMER,
        /** Replies, and the end of a connection. */
        SOCKET,
        /** Published signals. */
        SIGNALS,
        /** What its threads do. */
        WORK
    }

    private final Chance chance;
    private final Map<Inbox, Deque<Runnable>> inboxes = new EnumMap<>(Inbox.class);
    private boolean stopped;
    private boolean dead;

    /** Begins a process that runs. */
    public SimulatedProcess(Chance chance) {
        this.chance = chance;
    }

    /** Returns whether the process gets things done. */
    public boolean isRunning() {
        return !stopped && !dead;
    }

    /** Returns whether the process was killed. */
    public boolean isDead() {
        return dead;
    }

    /** Does something in this process: now, once it goes on, or never. */
    public void run(Inbox inbox, Runnable task) {
        if (isRunning()) {
            task.run();
        } else if (!dead) {
            inboxes.computeIfAbsent(inbox, empty -> new ArrayDeque<>()).add(task);
        }
    }

    /** Stops the process. */
    public void stop() {
        stopped = true;
    }

    /** Lets the process go on. */
    public void resume() {
        stopped = false;
        while (isRunning()) {
            List<Deque<Runnable>> waiting =
                    inboxes.values().stream().filter(inbox -> !inbox.isEmpty()).toList();
            if (waiting.isEmpty()) {
                return;
            }
            chance.of(waiting).remove().run();
        }
    }

    /** Ends the process at once. */
    public void kill() {
        dead = true;
    }
}
