package io.github.latchkey.sample.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Instance;
import io.github.latchkey.sample.KnownCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fifty races of 2,000 requests must leave nothing in the server's memory. */
@Tag("cases")
class MemoryIT {

    private static final Logger log = LoggerFactory.getLogger(MemoryIT.class);
    private static final int RACES = 50;
    private static final int RACES_BETWEEN_LOOKS = 10;

    @TempDir
    Path directory = Path.of("");

    @Test
    void theServersMemoryIsFlat() {
        // The cache of the database, which lives in the same process, is full before the first look.
        String database =
                "jdbc:h2:file:" + directory.resolve("db") + ";AUTO_SERVER=TRUE;LOCK_TIMEOUT=30000;CACHE_SIZE=4096";
        List<Double> megabytes = new ArrayList<>();
        List<Double> threads = new ArrayList<>();
        try (Instance instance = Instance.launch(
                directory,
                List.of("--server.port=0", "--sample.redis.port=0", "--spring.datasource.url=" + database))) {
            Http http = instance.awaitHttp();
            List<String> cases = KnownCase.all(http).stream()
                    .map(KnownCase::name)
                    .filter(name -> !name.equals("long-job"))
                    .toList();
            for (int i = 1; i <= RACES; i++) {
                String name = cases.get(i % cases.size());
                Http.Answer race = http.post("/api/races/" + name + "?requests=2000&threads=100");
                assertThat(race.status()).as(race.body()).isEqualTo(200);
                if (i % RACES_BETWEEN_LOOKS == 0) {
                    megabytes.add(instance.heapAfterCollection(http));
                    threads.add(http.metric("jvm.threads.live"));
                    log.info("After {} races: {} MB, {} threads", i, megabytes, threads);
                }
            }
        }

        assertThat(megabytes).hasSize(RACES / RACES_BETWEEN_LOOKS);
        // Tomcat and the pools keep some; each race has a hundred callers of its own.
        assertThat(threads.get(threads.size() - 1)).as("threads: " + threads).isLessThan(threads.get(0) + 20);
        assertThat(megabytes.get(megabytes.size() - 1))
                .as("MB in use: " + megabytes)
                .isLessThan(megabytes.get(0) + 2);
    }
}
