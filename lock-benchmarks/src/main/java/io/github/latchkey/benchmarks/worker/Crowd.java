package io.github.latchkey.benchmarks.worker;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.github.latchkey.benchmarks.report.Figures;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Threads that do the same at the same time, and what that costs the whole process: time, CPU, allocated bytes. */
final class Crowd {

    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final CountDownLatch start = new CountDownLatch(1);
    private final CountDownLatch done;
    private final CountDownLatch leave = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Crowd(int threads) {
        this.done = new CountDownLatch(threads);
    }

    /** Runs the members, numbered from 0, and waits for all of them. */
    static Figures run(int threads, Member member) throws Exception {
        return new Crowd(threads).measure(threads, member);
    }

    private Figures measure(int threads, Member member) throws Exception {
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            Thread thread = new Thread(() -> live(number, member), "crowd-" + i);
            thread.setDaemon(true);
            thread.start();
            crowd.add(thread);
        }
        long bytes = allocated();
        long cpu = SYSTEM.getProcessCpuTime();
        long begin = System.nanoTime();
        start.countDown();
        boolean ended = done.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        long nanos = System.nanoTime() - begin;
        Figures effort = Figures.NONE
                .with("nanos", nanos)
                .with("cpu", SYSTEM.getProcessCpuTime() - cpu)
                .with("bytes", allocated() - bytes);
        // The members stay until now: what an ended thread had allocated cannot be asked any more.
        leave.countDown();
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("A thread of the crowd failed: " + thrown, thrown);
        }
        if (!ended) {
            throw new TimeoutException("The crowd did not end within " + LIMIT);
        }
        for (Thread thread : crowd) {
            thread.join();
        }
        return effort;
    }

    private void live(int number, Member member) {
        try {
            start.await();
            member.act(number);
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        } finally {
            done.countDown();
        }
        try {
            leave.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long allocated() {
        long[] perThread = THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds());
        return LongStream.of(perThread).filter(bytes -> bytes > 0).sum();
    }

    /** What each thread does. */
    @FunctionalInterface
    interface Member {

        void act(int number) throws Exception;
    }
}
