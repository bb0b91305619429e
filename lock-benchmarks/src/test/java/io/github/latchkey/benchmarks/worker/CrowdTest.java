package io.github.latchkey.benchmarks.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.benchmarks.contender.Contender;
import io.github.latchkey.benchmarks.report.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrowdTest {

    @Test
    void countsWhatItsThreadsAllocate() throws Exception {
        AtomicReferenceArray<byte @Nullable []> kept = new AtomicReferenceArray<>(4);

        Figures effort = Crowd.run(4, number -> kept.set(number, new byte[1_000_000]));

        assertThat(effort.get("bytes")).isBetween(4e6, 8e6);
    }

    @Test
    void theFailureOfOneThreadFailsAll() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Crowd.run(4, number -> {
                    if (number == 2) {
                        throw new IllegalArgumentException("two");
                    }
                }))
                .withMessageContaining("two");
    }

    @Test
    void aLockThatLocksNothingIsFoundOut(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("guard");
        Order order = Order.of("hot")
                .with("name", "hot")
                .with("threads", 4)
                .with("process", 1)
                .with("start", System.nanoTime())
                .with("time", Duration.ofMillis(200))
                .with("work", Duration.ofMillis(1))
                .with("guard", file);

        HotLoop.run(new Sieve(), order);

        assertThat(Guard.open(file).violations()).isPositive();
    }

    @Test
    void enteringAHeldLockIsFoundOut() {
        Order order = Order.of("tries")
                .with("name", "held")
                .with("threads", 1)
                .with("count", 1)
                .with("time", Duration.ofSeconds(1));

        assertThatThrownBy(() -> Tries.run(new Sieve(), order)).hasMessageContaining("VIOLATION");
    }

    /** Lets everybody in. */
    private static final class Sieve implements Contender {

        @Override
        public Held take(String name, Duration wait) {
            return () -> true;
        }

        @Override
        public void close() {}
    }
}
