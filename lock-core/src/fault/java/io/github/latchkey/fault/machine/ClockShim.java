package io.github.latchkey.fault.machine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The wall clock of one process, movable while it runs: a library in C that is compiled on the spot and preloaded. A test that needs it
 * is skipped, and says why, where there is no C compiler.
 */
public final class ClockShim {

    private static final String COMPILER = "gcc";

    private final Path library;
    private final Path offset;

    /**
     * Compiles the library.
     *
     * @param directory where to put it
     */
    public ClockShim(Path directory) {
        this.library = directory.resolve("clockshim.so");
        this.offset = directory.resolve("clock-offset");
        Path source = directory.resolve("clockshim.c");
        try (InputStream code = ClockShim.class.getResourceAsStream("clockshim.c")) {
            Files.copy(Objects.requireNonNull(code, "clockshim.c"), source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        set(Duration.ZERO);
        assumeTrue(compile(source), "No " + COMPILER + " on the PATH, or no Linux: the clock cannot be moved");
    }

    /** Returns what has to be in the environment of the process whose clock is to be moved. */
    public Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "CLOCKSHIM", offset.toString());
    }

    /**
     * Moves the clock.
     *
     * @param ahead how far it is ahead of the true time; negative = behind
     */
    public void set(Duration ahead) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(ahead.toMillis())
                .array();
        try {
            // In place: the process has mapped this very file.
            Files.write(offset, bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean compile(Path source) {
        try {
            Process compiler = new ProcessBuilder(
                            COMPILER, "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString())
                    .redirectErrorStream(true)
                    .start();
            return compiler.waitFor(30, TimeUnit.SECONDS) && compiler.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
