package io.github.latchkey.spring;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Interrupts the thread of a call when a lock of the call is lost, once, and only while the method runs. The loss is told on a thread of
 * the client and races with the end of the method; both go through the monitor, so an interrupt either comes before the end, which
 * takes the flag back, or never.
 */
final class LossInterrupt {

    private enum State {
        RUNNING,
        INTERRUPTED,
        ENDED
    }

    private final Thread thread = Thread.currentThread();
    private final ReentrantLock monitor = new ReentrantLock();
    private State state = State.RUNNING;

    /** Begins to watch those locks of a call that ask for it. */
    static LossInterrupt watching(HeldLocks held) {
        LossInterrupt interrupt = new LossInterrupt();
        for (HeldLock lock : held.all()) {
            if (lock.operation().policies().onLost() == OnLost.INTERRUPT) {
                lock.lease().onLost(lease -> interrupt.interrupt());
            }
        }
        return interrupt;
    }

    private void interrupt() {
        monitor.lock();
        try {
            if (state == State.RUNNING) {
                state = State.INTERRUPTED;
                thread.interrupt();
            }
        } finally {
            monitor.unlock();
        }
    }

    /** Ends the watch, on the thread of the call, after its method. */
    void end() {
        monitor.lock();
        try {
            if (state == State.INTERRUPTED) {
                boolean unused = Thread.interrupted();
            }
            state = State.ENDED;
        } finally {
            monitor.unlock();
        }
    }
}
