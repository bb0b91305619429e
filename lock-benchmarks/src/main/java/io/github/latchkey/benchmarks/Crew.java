package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.redis.ServerCalls;
import io.github.latchkey.benchmarks.report.Figures;
import io.github.latchkey.benchmarks.worker.Order;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** JVMs in which one library is open, and what their Redis says. For one thread. */
final class Crew implements AutoCloseable {

    private final List<Worker> workers;
    private final ServerCalls server;

    Crew(List<Worker> workers, ServerCalls server, Duration lease) throws IOException, InterruptedException {
        this.workers = workers;
        this.server = server;
        askAll(process -> Order.of("open").with("lease", lease));
    }

    ServerCalls server() {
        return server;
    }

    /** Asks a process, numbered from 1. */
    Figures ask(int process, Order order) throws IOException, InterruptedException {
        return workers.get(process - 1).ask(order);
    }

    /** Asks the first process. */
    Figures ask(Order order) throws IOException, InterruptedException {
        return ask(1, order);
    }

    /** Asks all processes at the same time, and waits for all. */
    List<Figures> askAll(IntFunction<Order> order) throws IOException, InterruptedException {
        for (int i = 0; i < workers.size(); i++) {
            workers.get(i).send(order.apply(i + 1));
        }
        List<Figures> answers = new ArrayList<>();
        for (Worker worker : workers) {
            answers.add(worker.await());
        }
        return answers;
    }

    /** Asks the first process, and adds the calls that Redis ran meanwhile as {@code calls}. */
    Figures askCounted(Order order) throws IOException, InterruptedException {
        long before = server.total();
        Figures figures = ask(order);
        return figures.with("calls", server.total() - before);
    }

    @Override
    public void close() throws IOException {
        try {
            askAll(process -> Order.of("close"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.close();
        }
    }
}
