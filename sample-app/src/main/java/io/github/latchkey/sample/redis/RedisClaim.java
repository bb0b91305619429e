package io.github.latchkey.sample.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A Redis in use by this process, and whether it is this process that stops it. */
final class RedisClaim {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE_WITH_STRANGERS = Duration.ofSeconds(5);

    private final RedisAddress address;
    private final Kind kind;
    private final AtomicBoolean ended = new AtomicBoolean();

    private RedisClaim(RedisAddress address, Kind kind) {
        this.address = address;
        this.kind = kind;
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
        long me = ProcessHandle.current().pid();
        if (!address.isTaken() && launch(address) && address.claim("", me)) {
            return new RedisClaim(address, Kind.STARTED);
        }
        String owner = owner(address);
        if (!owner.equals(Long.toString(me)) && isAlive(owner)) {
            return new RedisClaim(address, Kind.JOINED);
        }
        // Refused where two instances adopt at once: the other one has it now.
        return new RedisClaim(address, address.claim(owner, me) ? Kind.ADOPTED : Kind.JOINED);
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
        String me = Long.toString(ProcessHandle.current().pid());
        if (address.owner().filter(me::equals).isPresent()) {
            address.shutdown();
        }
    }

    // False where another instance was faster.
    private static boolean launch(RedisAddress address) {
        try {
            Process process = RedisBinary.launch(address.port());
            long start = System.nanoTime();
            while (process.isAlive() && !address.answers()) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    process.destroyForcibly();
                    throw new IllegalStateException("Redis gave no answer on port " + address.port() + " within "
                            + PATIENCE.toSeconds() + " s, see " + RedisBinary.log(address.port()));
                }
                pause();
            }
            return process.isAlive();
        } catch (IOException e) {
            throw new UncheckedIOException("The sample's Redis does not start: use --spring.data.redis.port", e);
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
