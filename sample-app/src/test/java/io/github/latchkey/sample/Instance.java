package io.github.latchkey.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The sample in a process of its own. */
public final class Instance implements AutoCloseable {

    private static final Pattern HTTP_PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final Path log;
    private final Process process;

    private Instance(Path log, Process process) {
        this.log = log;
        this.process = process;
    }

    /** Starts the sample with these arguments, and writes what it says into a file of the directory. */
    public static Instance launch(Path directory, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", System.getProperty("java.class.path")));
        command.add(SampleApplication.class.getName());
        command.addAll(args);
        try {
            Path log = Files.createTempFile(directory, "instance-", ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new Instance(log, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a port of the loopback interface that nothing listens at. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it listens. */
    public Http awaitHttp() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> port() > 0 || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException("Ended: " + log());
        }
        return new Http(port());
    }

    /** Returns the id of the process. */
    public long pid() {
        return process.pid();
    }

    /** Collects its garbage, and returns how many megabytes of the heap are in use then. */
    public double heapAfterCollection(Http http) {
        try {
            int code = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(pid()),
                            "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("jcmd ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return http.metric("jvm.memory.used?tag=area:heap") / (1 << 20);
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process as kill -9 does. */
    public void kill() {
        process.destroyForcibly();
        if (!await(10)) {
            throw new IllegalStateException("Process " + process.pid() + " survived SIGKILL");
        }
    }

    int awaitExit() {
        return await(30) ? process.exitValue() : -1;
    }

    /** Ends the process in good order, by force if that takes long. */
    @Override
    public void close() {
        process.destroy();
        if (!await(20)) {
            kill();
        }
    }

    private int port() {
        Matcher matcher = HTTP_PORT.matcher(log());
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private boolean await(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
