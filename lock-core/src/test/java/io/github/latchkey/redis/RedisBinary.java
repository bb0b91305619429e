package io.github.latchkey.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/** Which redis-server is run: found, and said, once per JVM. */
final class RedisBinary {

    static final String PATH = find();

    private RedisBinary() {}

    private static String find() {
        Map<String, String> environment = System.getenv();
        // CI runs the tests once with each.
        String path = "embedded".equals(environment.get("TEST_REDIS")) ? "" : environment.getOrDefault("PATH", "");
        for (String entry : path.split(File.pathSeparator, -1)) {
            Path candidate = Path.of(entry, "redis-server");
            if (!entry.isEmpty() && Files.isExecutable(candidate)) {
                System.out.println("Redis for tests: redis-server from PATH");
                return candidate.toString();
            }
        }
        System.out.println("Redis for tests: embedded");
        try {
            Path home = RedisServer.temporaryDirectory();
            File unpacked =
                    ExecutableProvider.newJarResourceProvider(home.toFile()).get();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> RedisServer.delete(home), "redis-binary-cleanup"));
            return unpacked.getAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
