package io.github.latchkey.benchmarks.redis;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Redis of the benchmarks' own on a free port of the loopback interface, that keeps nothing on disk. */
public final class RedisProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final String VERSION = "redis_version:";

    private final int port;
    private final Path directory;
    private final Process process;
    private final Thread hook;

    /** Starts a server; returns once it answers. */
    public RedisProcess() throws IOException, InterruptedException {
        this.port = freePort();
        this.directory = Files.createTempDirectory("latchkey-benchmark-redis-");
        this.process = new ProcessBuilder(List.of(
                        RedisBinary.PATH,
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--dir",
                        directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("redis.log").toFile())
                .start();
        this.hook = new Thread(process::destroyForcibly, "redis-cleanup");
        Runtime.getRuntime().addShutdownHook(hook);
        awaitAnswer();
    }

    /** Returns the address for clients. */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Asks the server for its version. */
    public String version() throws IOException {
        try (RedisWire wire = new RedisWire(port)) {
            return wire.ask("INFO server")
                    .lines()
                    .filter(line -> line.startsWith(VERSION))
                    .map(line -> line.substring(VERSION.length()))
                    .findFirst()
                    .orElse("of unknown version");
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
        delete(directory);
    }

    static void delete(Path directory) {
        File[] files = directory.toFile().listFiles();
        Stream.of(files == null ? new File[0] : files).forEach(File::delete);
        directory.toFile().delete();
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try (RedisWire wire = new RedisWire(port)) {
                wire.ask("PING");
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - start > START_LIMIT.toNanos()) {
                    throw new IOException("Redis on port " + port + " does not answer, see " + directory, e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
