package io.github.latchkey.benchmarks;

import com.baomidou.lock.LockTemplate;
import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.javacrumbs.shedlock.core.LockProvider;
import org.redisson.Redisson;
import org.springframework.integration.redis.util.RedisLockRegistry;

/** Names what took part in a run, for figures without versions say little later. */
final class Participants {

    private Participants() {}

    /** Returns a sentence with the JVM, the machine, Redis and each library by its jar. */
    static String describe(String redisVersion) {
        String jars = Stream.of(
                        RedisClient.class,
                        Redisson.class,
                        RedisLockRegistry.class,
                        LockTemplate.class,
                        LockProvider.class)
                .map(Participants::jar)
                .collect(Collectors.joining(", "));
        return "JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors, Redis "
                + redisVersion + ", " + jars + ".";
    }

    private static String jar(Class<?> type) {
        String file = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .getFileName()
                .toString();
        return file.replaceFirst("\\.jar$", "");
    }
}
