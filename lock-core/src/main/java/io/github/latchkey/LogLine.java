package io.github.latchkey;

import java.time.Duration;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Adds to a log line what it is about, as fields: structured logs show these beside the text, other logs only the text. Values are as
 * they are, for a structured log escapes them itself.
 */
final class LogLine {

    private static final String LOCK = "lock";
    private static final String MILLIS = "millis";
    private static final String OWNER = "owner";

    private LogLine() {}

    /** About a request that took, or waited, so long. */
    static LoggingEventBuilder of(LoggingEventBuilder line, LockRequest request, Duration took) {
        LoggingEventBuilder about = line.addKeyValue(LOCK, String.join(", ", request.names()));
        if (request.label() != null) {
            about = about.addKeyValue("label", request.label());
        }
        return about.addKeyValue(MILLIS, took.toMillis());
    }

    /** About a hold, as it is now. */
    static LoggingEventBuilder of(LoggingEventBuilder line, Hold hold) {
        return of(line, hold, hold.held());
    }

    /** About a hold, and something that took so long. */
    static LoggingEventBuilder of(LoggingEventBuilder line, Hold hold, Duration took) {
        return of(line, hold.request(), took)
                .addKeyValue("fencingToken", hold.token())
                .addKeyValue(OWNER, hold.owner());
    }

    /** About a stand in the store, whose request is not known any more. */
    static LoggingEventBuilder of(LoggingEventBuilder line, String name, String owner) {
        return line.addKeyValue(LOCK, name).addKeyValue(OWNER, owner);
    }
}
