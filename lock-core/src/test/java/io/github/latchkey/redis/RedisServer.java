package io.github.latchkey.redis;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Redis of a test's own, on a free port of the loopback interface, that keeps nothing on disk. */
public final class RedisServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final int port;
    private final RedisHost host;
    private final Wire wire;
    private final Map<String, String> environment;
    private List<String> extraArgs;
    private final Thread hook;
    private RedisHost.Running server;

    private RedisServer(RedisHost host, Wire wire, int port, Map<String, String> environment, List<String> extraArgs) {
        this.host = host;
        this.wire = wire;
        this.port = port;
        this.environment = environment;
        this.extraArgs = extraArgs;
        this.server = launch();
        this.hook = new Thread(() -> server.kill(), "redis-cleanup");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts a server; returns once it answers. */
    public static RedisServer start(String... extraArgs) {
        return start(Map.of(), extraArgs);
    }

    /** Starts a server with more in its environment; returns once it answers. */
    public static RedisServer start(Map<String, String> environment, String... extraArgs) {
        return new RedisServer(RedisHost.chosen(), Wire.PLAIN, freePort(), environment, List.of(extraArgs));
    }

    /** Starts a process on this port, on the loopback interface in any case, where it finds others of its kind. */
    static RedisServer startOn(Wire wire, int port, List<String> extraArgs) {
        return new RedisServer(new ProcessHost(), wire, port, Map.of(), extraArgs);
    }

    /** Starts a process that others of this machine call by its port. */
    static RedisServer startBeside(List<String> extraArgs) {
        return startOn(Wire.PLAIN, freePort(), extraArgs);
    }

    /** Returns the port, the same for the server's whole life. */
    public int port() {
        return port;
    }

    /** Returns the address for clients. */
    public String uri() {
        return wire.scheme() + "://127.0.0.1:" + port;
    }

    /** Opens a store that is connected already: the first connection of a JVM loads half of Netty, which is not what is tested. */
    RedisLockStore newStore() {
        RedisLockStore store = RedisLockStore.connect(uri());
        store.ping().join();
        return store;
    }

    /** Ends the server in good order, by force after two seconds. */
    public void stop() {
        server.stop();
    }

    /** Ends the server at once. */
    public void kill() {
        server.kill();
    }

    /** Stops the server in its tracks: connections stay open, and nothing is answered. */
    public void pause() {
        server.pause();
    }

    /** Lets a paused server go on. */
    public void resume() {
        server.resume();
    }

    /** Starts the server again on the same port, with what it kept on disk: nothing by default. Stops it before if it runs. */
    public void restart() {
        if (server.isAlive()) {
            stop();
        }
        server = launch();
    }

    /** Starts the server again, with other arguments than before. */
    void restartWith(List<String> otherArgs) {
        extraArgs = otherArgs;
        restart();
    }

    /** Waits until what is written here comes out of the replica, which for a new one takes a second longer than it says. */
    public void awaitFollower(RedisServer replica) {
        Awaitility.await("a replica that follows").atMost(START_LIMIT).until(() -> {
            command("SET settled yes");
            return replica.command("GET settled").contains("yes");
        });
        command("DEL settled");
    }

    /** Sends one command without spaces in its arguments, and returns the raw first part of the reply. */
    public String command(String command) {
        return wire.exchange(port, command);
    }

    /** What clients asked of Redis meanwhile, without the commands inside of scripts. */
    List<String> requestsOf(Runnable work) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(15_000);
            BufferedReader seen =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.UTF_8));
            if (!"+OK".equals(seen.readLine())) {
                throw new IllegalStateException("Redis refuses MONITOR");
            }
            work.run();
            command("ECHO the-end");
            return seen.lines()
                    .takeWhile(line -> !line.contains("the-end"))
                    .filter(line -> !line.contains(" lua] "))
                    .toList();
        }
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(hook);
        host.close();
    }

    private RedisHost.Running launch() {
        List<String> arguments = new ArrayList<>(wire.arguments(port));
        arguments.addAll(extraArgs);
        RedisHost.Running started = host.launch(port, environment, arguments);
        Awaitility.await()
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .failFast("Redis ended, see " + host, () -> !started.isAlive())
                .until(() -> wire.isUp(port));
        return started;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("latchkey-redis-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
