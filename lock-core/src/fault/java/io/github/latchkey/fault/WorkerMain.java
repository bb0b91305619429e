package io.github.latchkey.fault;

import io.github.latchkey.LockClient;
import io.github.latchkey.fault.history.HistoryFile;
import io.github.latchkey.redis.RedisLockStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A process under load, until it is told {@code stop}, its input ends, or it is terminated. It says {@code READY} and {@code DONE}, and
 * each error that is not a lock's.
 */
final class WorkerMain {

    static final String READY = "READY";
    static final String STOP = "stop";
    static final String DONE = "DONE";

    private WorkerMain() {}

    /** Arguments: Redis, the ledger's Redis, the directory of histories, the client's name, and those of the load. */
    public static void main(String[] args) throws IOException {
        List<String> arguments = List.of(args);
        String name = arguments.get(3);
        Ledger ledger = Ledger.fenced(arguments.get(1));
        HistoryFile history = HistoryFile.open(Path.of(arguments.get(2)), name);
        LockClient client = LockClient.builder(RedisLockStore.connect(arguments.get(0)))
                .applicationName(name)
                .closeGrace(Duration.ofSeconds(2))
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(client::close, "worker-shutdown"));
        Load load = Load.parse(arguments.subList(4, arguments.size()));
        Workers workers = Workers.start(new RecordedClient(client, name, history::append), ledger, load);
        System.out.println(READY);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.equals(STOP)) {
                break;
            }
        }
        workers.close();
        client.close();
        workers.errors().forEach(error -> System.out.println("ERROR " + error));
        System.out.println(DONE);
    }
}
