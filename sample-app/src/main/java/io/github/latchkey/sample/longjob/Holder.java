package io.github.latchkey.sample.longjob;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that does jobs, of which it has read the totals and written nothing yet, and which is stopped and let go by signals. */
final class Holder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Holder.class);
    private static final Duration AWAY_FOR = Duration.ofMillis(2 * LongJobWork.LEASE_MILLIS);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LINES_KEPT = 30;

    private final Process process;
    private final HolderTraces traces;
    private final Consumer<Holder> whenClosed;
    private final CompletableFuture<String> inside = new CompletableFuture<>();
    private final CompletableFuture<String> result = new CompletableFuture<>();
    private long struckAt;
    private boolean stopped;
    private @Nullable Process waker;

    Holder(Process process, HolderTraces traces, Consumer<Holder> whenClosed) {
        this.process = process;
        this.traces = traces;
        this.whenClosed = whenClosed;
        Thread reader = new Thread(this::read, "holder-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Waits until the process is in the middle of all its jobs. */
    void awaitInside() throws InterruptedException {
        String unused = await(inside);
    }

    /** Notes that something befalls the process, or all, now. */
    void struck() {
        struckAt = System.nanoTime();
    }

    void stop() throws InterruptedException {
        signal("STOP");
        stopped = true;
        traces.stopped();
        try {
            // Should this process be killed meanwhile, the stopped one would never learn of it, and keep its
            // connections.
            waker = new ProcessBuilder(
                            "sh", "-c", "sleep " + 2 * PATIENCE.toSeconds() + "; kill -CONT " + process.pid())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("A process cannot be woken here", e);
        }
    }

    /** Lets the process end its jobs once twice the lease has gone by since it was struck, and returns what it says of them. */
    Map<String, Long> goOn() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(struckAt + AWAY_FOR.toNanos() - System.nanoTime());
        if (stopped) {
            // Before it can say anything.
            traces.resumed();
            signal("CONT");
        }
        try {
            OutputStream words = process.getOutputStream();
            words.write((HolderMain.GO + "\n").getBytes(UTF_8));
            words.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The stopped process is gone", e);
        }
        return Arrays.stream(await(result).split(" "))
                .map(word -> word.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Long.valueOf(pair[1])));
    }

    /** Ends the process, stopped or not. */
    @Override
    public void close() {
        process.destroyForcibly();
        if (waker != null) {
            waker.destroy();
        }
        whenClosed.accept(this);
    }

    private void signal(String name) throws InterruptedException {
        try {
            // The shell's own kill: small images have no other.
            int code = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " " + process.pid() + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A process cannot be stopped here", e);
        }
    }

    private static String await(CompletableFuture<String> word) throws InterruptedException {
        try {
            return word.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The process that is to be stopped is of no use", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("The holder said nothing for " + PATIENCE.toSeconds() + " s", e);
        }
    }

    private void read() {
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(HolderMain.INSIDE)) {
                    inside.complete(line);
                } else if (line.startsWith(HolderMain.EVENT)) {
                    traces.hear(line.substring(HolderMain.EVENT.length()).split(" "));
                } else if (line.startsWith(HolderMain.RESULT)) {
                    result.complete(line.substring(HolderMain.RESULT.length()));
                } else {
                    log.debug("holder {}: {}", process.pid(), line);
                    last.addLast(line);
                    if (last.size() > LINES_KEPT) {
                        last.removeFirst();
                    }
                }
            }
        } catch (IOException e) {
            log.debug("The holder's output ended", e);
        }
        IllegalStateException ended = new IllegalStateException("The holder ended early:\n" + String.join("\n", last));
        inside.completeExceptionally(ended);
        result.completeExceptionally(ended);
    }
}
