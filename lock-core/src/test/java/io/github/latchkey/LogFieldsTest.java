package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.latchkey.memory.MemoryLockStore;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The fields that structured logs show beside the text. */
class LogFieldsTest {

    private final ManualTimer timer = new ManualTimer();
    private final LockClient client = LockClient.builder(new MemoryLockStore(timer))
            .timer(timer)
            .closeGrace(Duration.ZERO)
            .build();
    private final LockRequest request =
            LockRequest.of("order:42").waitAtMost(Duration.ZERO).label("pay");
    private final Logger logger = (Logger) LoggerFactory.getLogger(LockClient.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.DEBUG);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        client.close();
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    @Test
    void aLockThatIsTakenAndGivenBackIsLoggedWithItsOwnerAndToken() {
        LockLease lease = client.acquire(request);
        String owner = client.activity().held().get(0).owner();
        timer.advance(Duration.ofMillis(250));
        lease.release();

        Map<String, Object> fields = Map.of(
                "lock", "order:42", "label", "pay", "owner", owner, "fencingToken", lease.fencingToken(), "millis", 0L);
        assertThat(fields("Acquired lock")).containsExactlyInAnyOrderEntriesOf(fields);
        assertThat(fields("Released lock")).containsEntry("owner", owner).containsEntry("millis", 250L);
    }

    @Test
    void aBusyLockIsLoggedWithItsOutcome() {
        client.acquire(request);

        assertThat(client.tryAcquire(request.ownedBy("other"))).isEmpty();

        assertThat(fields("Lock 'order:42' [pay] is busy"))
                .containsEntry("outcome", LockEvent.Kind.BUSY)
                .doesNotContainKey("owner");
    }

    @Test
    void aLostLockIsLoggedWithItsReason() {
        client.acquire(request.renewed(false));

        timer.advance(Duration.ofSeconds(31));

        assertThat(fields("Lost lock"))
                .containsEntry("reason", "its lease of 30s ended")
                .containsKey("fencingToken");
    }

    @Test
    void theTextIsTheSameForThoseWhoDoNotSeeTheFields() {
        client.acquire(LockRequest.of("order:43"));

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .first()
                .asString()
                .matches("Acquired lock 'order:43' \\(fencing token \\d+\\) after 0ms");
    }

    private Map<String, Object> fields(String beginning) {
        ILoggingEvent event = log.list.stream()
                .filter(line -> line.getFormattedMessage().startsWith(beginning))
                .findFirst()
                .orElseThrow();
        Map<String, Object> fields = new TreeMap<>();
        event.getKeyValuePairs().forEach(pair -> fields.put(pair.key, pair.value));
        return fields;
    }
}
