package io.github.latchkey.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of one client under load. Closing lets each end its section. */
final class Workers implements AutoCloseable {

    private final RecordedClient client;
    private final Ledger ledger;
    private final Load load;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sections = new AtomicInteger();
    private volatile boolean going = true;

    private Workers(RecordedClient client, Ledger ledger, Load load) {
        this.client = client;
        this.ledger = ledger;
        this.load = load;
    }

    static Workers start(RecordedClient client, Ledger ledger, Load load) {
        Workers workers = new Workers(client, ledger, load);
        for (int i = 0; i < load.threads(); i++) {
            Thread thread = new Thread(workers::work, "worker-" + i);
            thread.setDaemon(true);
            workers.threads.add(thread);
            thread.start();
        }
        return workers;
    }

    /** Returns what was thrown, busy and broken stores apart: nothing, where all is well. */
    List<Throwable> errors() {
        return List.copyOf(errors);
    }

    /** Returns how many sections were entered. */
    int sections() {
        return sections.get();
    }

    /** Lets each thread end what it does, and waits for that. */
    @Override
    public void close() {
        going = false;
        long bound = load.waiting().plus(load.work()).plus(load.stall()).toMillis() + 10_000;
        try {
            for (Thread thread : threads) {
                thread.join(bound);
                if (thread.isAlive()) {
                    errors.add(new AssertionError(thread.getName() + " still runs after " + bound + " ms"));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (going) {
            try {
                client.enter(load.nextRequest()).ifPresentOrElse(this::section, Workers::breathe);
            } catch (RuntimeException | Error e) {
                errors.add(e);
                return;
            }
        }
    }

    private void section(Section section) {
        try {
            section.count(ledger, load.nextWork());
            sections.incrementAndGet();
        } finally {
            section.leave();
        }
        breathe();
    }

    /** What a thread does between two sections. */
    private static void breathe() {
        try {
            TimeUnit.MILLISECONDS.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
