package io.github.latchkey.fault.machine;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A signal for a process that the test has started itself: only a handle names the process. */
public enum Signal {
    /** Stops the process in its tracks; its connections stay open. */
    STOP,
    /** Lets a stopped process go on. */
    CONT,
    /** Asks the process to end, as a supervisor does. */
    TERM,
    /** Ends the process at once. */
    KILL;

    /**
     * Sends the signal, unless the process has ended.
     *
     * @param process a child of this JVM
     */
    public void send(Process process) {
        if (!process.isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + name(), Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
