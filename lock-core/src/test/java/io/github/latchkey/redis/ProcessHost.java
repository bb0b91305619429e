package io.github.latchkey.redis;

import io.github.latchkey.fault.machine.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs servers as processes of this machine, one after the other in one directory, which end with this JVM. */
final class ProcessHost implements RedisHost {

    private final Path directory = RedisServer.temporaryDirectory();

    @Override
    public Running launch(int port, Map<String, String> environment, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(RedisBinary.PATH, "--port", Integer.toString(port)));
        line.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        line.addAll(List.of("--dir", directory.toString()));
        line.addAll(arguments);
        return run(directory, environment, line);
    }

    /** Starts a process that writes its log to a directory. */
    static Running run(Path directory, Map<String, String> environment, List<String> line) {
        try {
            ProcessBuilder builder = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("redis.log").toFile());
            builder.environment().putAll(environment);
            return new RedisProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        RedisServer.delete(directory);
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    private record RedisProcess(Process process) implements Running {

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public void stop() {
            resume();
            process.destroy();
            if (!ended(2)) {
                kill();
            }
        }

        @Override
        public void kill() {
            process.destroyForcibly();
            if (!ended(5)) {
                throw new IllegalStateException("Redis " + process.pid() + " survived SIGKILL");
            }
        }

        @Override
        public void pause() {
            Signal.STOP.send(process);
        }

        @Override
        public void resume() {
            Signal.CONT.send(process);
        }

        private boolean ended(int seconds) {
            try {
                return process.waitFor(seconds, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
