package io.github.latchkey.sample.redis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** The redis-server of the embedded-redis library. */
final class RedisBinary {

    private static final Path HOME = Path.of(System.getProperty("java.io.tmpdir"), "latchkey-sample");

    private RedisBinary() {}

    static Process launch(int port) throws IOException {
        Files.createDirectories(HOME);
        // A directory of its own: the file of a Redis that runs cannot be written over.
        Path directory = Files.createTempDirectory("latchkey-sample-redis-");
        directory.toFile().deleteOnExit();
        File binary =
                ExecutableProvider.newJarResourceProvider(directory.toFile()).get();
        binary.deleteOnExit();
        List<String> command = new ArrayList<>(List.of(binary.getAbsolutePath(), "--port", Integer.toString(port)));
        command.addAll(List.of("--bind", RedisAddress.HOST, "--save", "", "--appendonly", "no"));
        command.addAll(List.of("--dir", HOME.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(port).toFile())
                .start();
    }

    static Path log(int port) {
        return HOME.resolve("redis-" + port + ".log");
    }
}
