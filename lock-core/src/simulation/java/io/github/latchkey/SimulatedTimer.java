package io.github.latchkey;

import io.github.latchkey.simulation.SimulatedProcess;
import io.github.latchkey.simulation.SimulatedProcess.Inbox;
import io.github.latchkey.simulation.VirtualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A process' clock on virtual time, whose origin means nothing; its tasks are late where the process stands still. */
final class SimulatedTimer implements Timer {

    private final VirtualTime time;
    private final SimulatedProcess process;
    private final long origin;

    SimulatedTimer(VirtualTime time, SimulatedProcess process, long origin) {
        this.time = time;
        this.process = process;
        this.origin = origin;
    }

    @Override
    public long nanoTime() {
        return origin + time.now();
    }

    @Override
    public Task after(Duration delay, Runnable task) {
        AtomicBoolean cancelled = new AtomicBoolean();
        time.after(
                delay,
                () -> process.run(Inbox.TIMER, () -> {
                    if (!cancelled.get()) {
                        task.run();
                    }
                }));
        return () -> cancelled.set(true);
    }

    @Override
    public void close() {}
}
