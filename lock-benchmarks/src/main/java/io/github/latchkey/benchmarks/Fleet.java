package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.contender.Library;
import io.github.latchkey.benchmarks.redis.RedisProcess;
import io.github.latchkey.benchmarks.redis.ServerCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The processes of a run: for each library a Redis of its own, so that what one sends is never counted for another, and as many
 * JVMs as a scenario wants. They stay from scenario to scenario, warm. For one thread.
 */
final class Fleet implements AutoCloseable {

    private final Path logs;
    private final Map<Library, RedisProcess> servers = new EnumMap<>(Library.class);
    private final Map<Library, List<Worker>> workers = new EnumMap<>(Library.class);

    Fleet(Path logs) throws IOException {
        this.logs = Files.createDirectories(logs);
    }

    /** Opens the library in so many JVMs, with leases of that length. */
    Crew open(Library library, int processes, Duration lease) throws IOException, InterruptedException {
        if (!servers.containsKey(library)) {
            servers.put(library, new RedisProcess());
        }
        RedisProcess redis = servers.get(library);
        List<Worker> running = workers.computeIfAbsent(library, key -> new ArrayList<>());
        while (running.size() < processes) {
            int number = running.size() + 1;
            Path log = logs.resolve(library.name().toLowerCase(java.util.Locale.ROOT) + "-" + number + ".log");
            running.add(new Worker(library, number, redis.uri(), log));
        }
        return new Crew(List.copyOf(running.subList(0, processes)), new ServerCalls(redis), lease);
    }

    /** Returns the version of the servers, once there is one. */
    String redisVersion() throws IOException {
        return servers.isEmpty()
                ? "that was never started"
                : servers.values().iterator().next().version();
    }

    /** Ends the JVMs of a library whose state nobody knows. */
    void discard(Library library) {
        List<Worker> running = workers.remove(library);
        if (running != null) {
            running.forEach(Worker::close);
        }
    }

    @Override
    public void close() {
        List.copyOf(workers.keySet()).forEach(this::discard);
        servers.values().forEach(RedisProcess::close);
    }
}
