package io.github.latchkey;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Keeps what the engine logs as errors, which it never should, for the run on the same thread; and keeps its warnings quiet. */
final class EngineErrors extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final ThreadLocal<List<String>> ERRORS = ThreadLocal.withInitial(ArrayList::new);

    private final Logger logger = (Logger) LoggerFactory.getLogger(LockClient.class);

    /** Begins to listen. */
    void listen() {
        logger.setLevel(Level.ERROR);
        logger.setAdditive(false);
        start();
        logger.addAppender(this);
    }

    /** Returns what was logged on this thread since the last time. */
    static List<String> sinceLastTime() {
        List<String> errors = List.copyOf(ERRORS.get());
        ERRORS.get().clear();
        return errors;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String cause = event.getThrowableProxy() == null
                ? ""
                : ": " + event.getThrowableProxy().getMessage();
        ERRORS.get().add(event.getFormattedMessage() + cause);
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(null);
    }
}
