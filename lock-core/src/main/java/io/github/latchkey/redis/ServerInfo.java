package io.github.latchkey.redis;

import org.jspecify.annotations.Nullable;

/** What INFO said, a line for each value. */
record ServerInfo(String text) {

    @Nullable String value(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }
}
