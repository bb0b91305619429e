package io.github.latchkey.fault.history;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The events of one process, appended to a file. Each is with the operating system before the call returns, so a SIGKILL loses none.
 * Safe for use by several threads: an append is one write.
 */
public final class HistoryFile implements AutoCloseable {

    private static final String SUFFIX = ".history";

    // Not a channel, which an interrupt of the writing thread would close.
    private final FileOutputStream file;

    private HistoryFile(FileOutputStream file) {
        this.file = file;
    }

    /**
     * Opens a process' history.
     *
     * @param directory where the histories of a run are
     * @param name      unique in the run
     * @return a history to append to
     */
    public static HistoryFile open(Path directory, String name) {
        try {
            return new HistoryFile(
                    new FileOutputStream(directory.resolve(name + SUFFIX).toFile(), true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads all histories of a run.
     *
     * @param directory where they are
     * @return the events by their time; a last line that a killed process did not finish is left out
     */
    public static List<Event> readAll(Path directory) {
        List<Event> events = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
                Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                        .filter(line -> line.endsWith("}"))
                        .map(EventText::read)
                        .forEach(events::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        events.sort(Comparator.comparingLong(Event::at));
        return events;
    }

    /**
     * Appends an event.
     *
     * @param event what happened
     */
    public void append(Event event) {
        try {
            file.write((EventText.write(event) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
