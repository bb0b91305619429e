package io.github.latchkey.fault.history;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An event as one line of JSON, and back: flat, with texts and whole numbers only, so that no library is needed. */
public final class EventText {

    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(-?\\d+))");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|(.))");

    private EventText() {}

    /**
     * Writes an event.
     *
     * @param event what happened
     * @return one line, without its end
     */
    public static String write(Event event) {
        Call call = event.call();
        Actor actor = call.actor();
        return "{" + text("op", event.op().name()) + text("phase", event.phase().name()) + text("key", call.key())
                + text("requestId", call.id()) + text("client", actor.client()) + text("owner", actor.owner())
                + text("thread", actor.thread()) + "\"pid\":" + actor.pid() + ",\"limit\":" + call.limit()
                + ",\"wait\":" + call.waitAtMost().toNanos() + ",\"token\":" + event.token() + ",\"deadline\":"
                + event.deadline() + ",\"value\":" + event.value() + ",\"at\":" + event.at() + "}";
    }

    /**
     * Reads an event.
     *
     * @param line what {@link #write} wrote
     * @return the event
     */
    public static Event read(String line) {
        Map<String, String> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(line);
        while (matcher.find()) {
            String text = matcher.group(2);
            fields.put(matcher.group(1), text == null ? matcher.group(3) : unescape(text));
        }
        Actor actor = new Actor(
                field(fields, "client"), field(fields, "owner"), field(fields, "thread"), number(fields, "pid"));
        Call call = new Call(
                field(fields, "requestId"),
                field(fields, "key"),
                actor,
                (int) number(fields, "limit"),
                Duration.ofNanos(number(fields, "wait")));
        return Event.of(
                        Op.valueOf(field(fields, "op")),
                        Phase.valueOf(field(fields, "phase")),
                        call,
                        number(fields, "at"))
                .token(number(fields, "token"))
                .deadline(number(fields, "deadline"))
                .value(number(fields, "value"));
    }

    private static String text(String name, String value) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return "\"" + name + "\":\"" + escaped + "\",";
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null
                                ? found.group(2)
                                : String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("No " + name + " in " + fields);
        }
        return value;
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(field(fields, name));
    }
}
