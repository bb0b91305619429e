package io.github.latchkey.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One Lua script, with the files that it includes.
 *
 * @param name the file's name without its ending
 * @param text the source
 * @param sha1 the digest by which Redis knows it
 */
record Script(String name, String text, String sha1) {

    private static final Pattern INCLUDE = Pattern.compile("^--#include (\\w+)$", Pattern.MULTILINE);

    /** Loads a script from its file; a line {@code --#include <name>} there stands for the text of another file. */
    static Script load(String name) {
        String text = INCLUDE.matcher(read(name)).replaceAll(line -> Matcher.quoteReplacement(read(line.group(1))));
        return new Script(name, text, digest(text));
    }

    private static String read(String name) {
        try (InputStream file = Script.class.getResourceAsStream(name + ".lua")) {
            if (file == null) {
                throw new IllegalStateException("The script " + name
                        + ".lua is missing from lock-core's jar; was it shaded without its resources?");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name + ".lua", e);
        }
    }

    private static String digest(String text) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-1", e);
        }
    }
}
