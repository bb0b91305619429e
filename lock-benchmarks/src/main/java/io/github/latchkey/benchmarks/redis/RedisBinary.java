package io.github.latchkey.benchmarks.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/** Which redis-server is run: the one on the PATH, else the embedded one. */
final class RedisBinary {

    static final String PATH = find();

    private RedisBinary() {}

    private static String find() {
        for (String entry : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path candidate = Path.of(entry, "redis-server");
            if (!entry.isEmpty() && Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        try {
            Path home = Files.createTempDirectory("latchkey-benchmark-redis-binary-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> RedisProcess.delete(home), "redis-binary-cleanup"));
            return ExecutableProvider.newJarResourceProvider(home.toFile())
                    .get()
                    .getAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
