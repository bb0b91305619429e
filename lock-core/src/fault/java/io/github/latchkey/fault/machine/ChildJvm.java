package io.github.latchkey.fault.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real JVM of its own, with this one's class path; it is told lines, and says lines. */
public final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Thread reader = new Thread(this::listen, "child-reader");

    private ChildJvm(Process process) {
        this.process = process;
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a JVM.
     *
     * @param environment what its environment has besides this JVM's
     * @param main        whose main method is run
     * @param arguments   for it
     * @return the running process
     */
    public static ChildJvm start(Map<String, String> environment, Class<?> main, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Starts fast, and is small: several run at the same time.
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            return new ChildJvm(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the process id. */
    public long pid() {
        return process.pid();
    }

    /**
     * Sends a signal to the process.
     *
     * @param signal which
     */
    public void send(Signal signal) {
        signal.send(process);
    }

    /**
     * Says a line to the process, unless it has ended.
     *
     * @param line without its end
     */
    public void tell(String line) {
        try {
            Writer input = process.outputWriter(StandardCharsets.UTF_8);
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Waits until the process has said a line.
     *
     * @param line   what it says
     * @param atMost how long to wait
     */
    public void awaitLine(String line, Duration atMost) {
        Awaitility.await(line)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(10))
                .failFast(
                        "The process ended without it",
                        () -> reader.getState() == Thread.State.TERMINATED && !said.contains(line))
                .until(() -> said.contains(line));
    }

    /**
     * Waits for the end of the process.
     *
     * @param atMost how long to wait
     * @return whether it has ended
     */
    public boolean ended(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        ended(Duration.ofSeconds(5));
    }

    private void listen() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                said.add(line);
            }
        } catch (IOException e) {
            // The process is gone.
        }
    }
}
