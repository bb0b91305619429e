package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.contender.Library;
import io.github.latchkey.benchmarks.report.Figures;
import io.github.latchkey.benchmarks.worker.Order;
import io.github.latchkey.benchmarks.worker.WorkerMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A JVM of one library, from its parent's side. For one thread. */
final class Worker implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(20);

    private final String title;
    private final Process process;
    private final Writer orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Thread hook;

    Worker(Library library, int number, String uri, Path log) throws IOException {
        this.title = library.title() + ", process " + number;
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        this.process = new ProcessBuilder(List.of(
                        java,
                        "-Xms256m",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerMain.class.getName(),
                        library.name(),
                        uri))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.hook = new Thread(process::destroyForcibly, "worker-cleanup");
        Runtime.getRuntime().addShutdownHook(hook);
        Thread reader = new Thread(this::listen, "answers of " + title);
        reader.setDaemon(true);
        reader.start();
    }

    /** Sends an order and waits for what it measured. */
    Figures ask(Order order) throws IOException, InterruptedException {
        send(order);
        return await();
    }

    void send(Order order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
    }

    Figures await() throws IOException, InterruptedException {
        String answer = answers.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (answer == null) {
            process.destroyForcibly();
            throw new IOException(title + " did not answer within " + LIMIT);
        }
        if (!answer.startsWith(WorkerMain.ANSWER)) {
            throw new IOException(title + ": " + answer);
        }
        return Figures.parse(answer.substring(WorkerMain.ANSWER.length()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private void listen() {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                answers.add(line);
            }
            answers.add(WorkerMain.FAILURE + "the process ended");
        } catch (IOException e) {
            answers.add(WorkerMain.FAILURE + e);
        }
    }
}
