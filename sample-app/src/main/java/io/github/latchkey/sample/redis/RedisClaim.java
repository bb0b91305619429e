package io.github.latchkey.sample.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A Redis in use by this process, and whether it is this process that stops it. */
final class RedisClaim {

    private static final long ME = ProcessHandle.current().pid();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE_WITH_STRANGERS = Duration.ofSeconds(5);

    private final RedisAddress address;
    private final Kind kind;
    private volatile @Nullable Process process;
    private final AtomicBoolean ended = new AtomicBoolean();

    private RedisClaim(RedisAddress address, Kind kind, @Nullable Process process) {
        this.address = address;
        this.kind = kind;
        this.process = process;
    }

    /** How this process came by its Redis. */
    enum Kind {
        STARTED("started"),
        JOINED("joined, another instance of the sample runs it"),
        ADOPTED("adopted, a killed instance of the sample left it");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static RedisClaim of(int port) {
        RedisAddress address = port == 0 ? RedisAddress.free() : new RedisAddress(port);
        if (!address.isTaken()) {
            Process process = launch(address);
            if (process.isAlive() && address.claim("", ME)) {
                return new RedisClaim(address, Kind.STARTED, process);
            }
        }
        String owner = owner(address);
        if (!owner.equals(Long.toString(ME)) && isAlive(owner)) {
            return new RedisClaim(address, Kind.JOINED, null);
        }
        // Refused where two instances adopt at once: the other one has it now.
        return new RedisClaim(address, address.claim(owner, ME) ? Kind.ADOPTED : Kind.JOINED, null);
    }

    RedisAddress address() {
        return address;
    }

    Kind kind() {
        return kind;
    }

    void end() {
        if (kind == Kind.JOINED || !ended.compareAndSet(false, true)) {
            return;
        }
        // Somebody may have put a Redis of their own there meanwhile, or another instance may have taken this one over.
        if (address.owner().filter(Long.toString(ME)::equals).isPresent()) {
            address.shutdown();
        }
    }

    /** Ends this Redis at once, with all its data; only one that this process has started. */
    void kill() throws InterruptedException {
        started().destroyForcibly().waitFor();
    }

    /** Starts it again where it was. */
    void restart() {
        process = launch(address);
        if (!started().isAlive() || !address.claim("", ME)) {
            throw new IllegalStateException("Redis does not start again on port " + address.port() + ", see "
                    + RedisBinary.log(address.port()));
        }
    }

    /** Deletes all that it stores, but who runs it. */
    void flush() {
        if (!address.flush(ME)) {
            throw new IllegalStateException("Redis on port " + address.port() + " does not answer");
        }
    }

    private Process started() {
        return Objects.requireNonNull(process, "this process has not started the Redis");
    }

    // It has ended where another instance was faster.
    private static Process launch(RedisAddress address) {
        try {
            Process process = RedisBinary.launch(address.port());
            try {
                awaitAnswer(process, address);
            } catch (IllegalStateException e) {
                process.destroyForcibly();
                throw e;
            }
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("The sample's Redis does not start: use --spring.data.redis.port", e);
        }
    }

    private static void awaitAnswer(Process process, RedisAddress address) {
        long start = System.nanoTime();
        while (process.isAlive() && !address.answers()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("Redis gave no answer on port " + address.port() + " within "
                        + PATIENCE.toSeconds() + " s, see " + RedisBinary.log(address.port()));
            }
            pause();
        }
    }

    // A sample that has just started its Redis may not have signed it yet.
    private static String owner(RedisAddress address) {
        long start = System.nanoTime();
        Optional<String> owner = address.owner();
        while (owner.isEmpty() && System.nanoTime() - start < PATIENCE_WITH_STRANGERS.toNanos()) {
            pause();
            owner = address.owner();
        }
        return owner.orElseThrow(() -> new PortTakenException(address.port()));
    }

    private static boolean isAlive(String pid) {
        return pid.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(pid))
                        .map(ProcessHandle::isAlive)
                        .orElse(false);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for Redis", e);
        }
    }
}
