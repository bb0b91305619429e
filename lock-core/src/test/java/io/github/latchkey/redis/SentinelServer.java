package io.github.latchkey.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real sentinel that watches one master, on a free port of the loopback interface. */
public final class SentinelServer implements AutoCloseable {

    private final Wire wire;
    private final int port = RedisServer.freePort();
    private final Path directory = RedisServer.temporaryDirectory();
    private final Thread hook;
    private RedisHost.Running process;

    /** Starts it with these lines of configuration, besides its address; returns once it answers. */
    SentinelServer(Wire wire, List<String> configuration) {
        this.wire = wire;
        Path file = directory.resolve("sentinel.conf");
        try {
            Files.write(file, List.of("port " + port, "bind 127.0.0.1", "dir " + directory));
            Files.write(file, wire.settings(port), StandardOpenOption.APPEND);
            Files.write(file, configuration, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.process = launch();
        this.hook = new Thread(() -> process.kill(), "sentinel-cleanup");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Returns the port, the same for the sentinel's whole life. */
    public int port() {
        return port;
    }

    /** Ends it at once. */
    public void kill() {
        process.kill();
    }

    /** Stops it in its tracks: connections stay open, and nothing is answered. */
    public void pause() {
        process.pause();
    }

    /** Lets it go on. */
    public void resume() {
        process.resume();
    }

    /** Starts it again after a kill, with what it knew. */
    public void restart() {
        process = launch();
    }

    /** Sends one command without spaces in its arguments, and returns the raw reply. */
    public String command(String command) {
        return wire.exchange(port, command);
    }

    /** Returns how many listen to what it says. */
    long listeners() {
        return command("CLIENT LIST TYPE pubsub")
                .lines()
                .filter(line -> line.contains("sub=1"))
                .count();
    }

    @Override
    public void close() {
        process.stop();
        Runtime.getRuntime().removeShutdownHook(hook);
        RedisServer.delete(directory);
    }

    private RedisHost.Running launch() {
        List<String> line =
                List.of(RedisBinary.PATH, directory.resolve("sentinel.conf").toString(), "--sentinel");
        RedisHost.Running started = ProcessHost.run(directory, Map.of(), line);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .failFast("The sentinel ended, see " + directory, () -> !started.isAlive())
                .until(() -> wire.isUp(port));
        return started;
    }
}
