package io.github.latchkey;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How values look in messages and logs. */
final class Display {

    private Display() {}

    /** Quotes a lock name; control characters are escaped, so that a hostile name cannot forge a log line. */
    static String name(String name) {
        return "'" + text(name) + "'";
    }

    /** A request's lock with its label, where it has one: {@code 'order:42' [OrderService.pay]}. */
    static String lock(LockRequest request) {
        String shown =
                String.join(", ", request.names().stream().map(Display::name).toList());
        return request.label() == null ? shown : shown + " [" + text(request.label()) + "]";
    }

    static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == 0x2028 || c == 0x2029) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** What a thread does at this moment, a line each; nothing for another owner. */
    static String stack(@Nullable Object owner) {
        if (!(owner instanceof Thread thread)) {
            return "";
        }
        StringBuilder shown = new StringBuilder(" ").append(thread.getName());
        for (StackTraceElement frame : thread.getStackTrace()) {
            shown.append("\n\tat ").append(frame);
        }
        return shown.toString();
    }

    /** Shows a duration as people write it: {@code 250ms}, {@code 2s}, {@code 11.4s}. */
    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + "ms";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : String.format(Locale.ROOT, "%.1fs", millis / 1_000.0);
    }
}
