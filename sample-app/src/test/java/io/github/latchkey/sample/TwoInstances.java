package io.github.latchkey.sample;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two processes of the sample, on one database and one Redis, which know of each other. */
public record TwoInstances(Instance first, Instance second, Http http) implements AutoCloseable {

    /** Starts both, and waits until the first one, which is talked to, can spread a race over both. */
    public static TwoInstances launch(Path directory, List<String> settings) {
        List<String> args = new ArrayList<>(settings);
        args.addAll(List.of("--server.port=0", "--sample.redis.port=" + Instance.freePort()));
        Instance first = Instance.launch(directory, args);
        try {
            Http http = first.awaitHttp();
            TwoInstances both = new TwoInstances(first, Instance.launch(directory, args), http);
            both.awaitEachOther();
            return both;
        } catch (RuntimeException | Error e) {
            first.close();
            throw e;
        }
    }

    private void awaitEachOther() {
        try {
            Http unused = second.awaitHttp();
            // An instance listens before it says that it is up.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> http.get("/api/instances").objects().size() == 2);
        } catch (RuntimeException | Error e) {
            second.close();
            throw e;
        }
    }

    /** Ends both, first the one that has joined. */
    @Override
    public void close() {
        second.close();
        first.close();
    }
}
