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

    /** Begins to watch those locks of a call that ask for it, and returns what ends that, on the same thread. */
    static Runnable watching(HeldLocks held) {
        LossInterrupt interrupt = null;
        for (HeldLock lock : held.all()) {
            if (lock.operation().policies().onLost() == OnLost.INTERRUPT) {
                LossInterrupt told = interrupt == null ? new LossInterrupt() : interrupt;
                interrupt = told;
                lock.lease().onLost(lease -> told.interrupt());
            }
        }
        // Most calls watch nothing, and pay nothing for it.
        return interrupt == null ? () -> {} : interrupt::end;
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

    private void end() {
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
