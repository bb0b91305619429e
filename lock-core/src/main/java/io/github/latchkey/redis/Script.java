package io.github.latchkey.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One Lua script, as its file has it.
 *
 * @param name the file's name without its ending
 * @param text the source
 * @param sha1 the digest by which Redis knows it
 */
record Script(String name, String text, String sha1) {

    static Script load(String name) {
        try (InputStream file = Script.class.getResourceAsStream(name + ".lua")) {
            if (file == null) {
                throw new IllegalStateException("The script " + name
                        + ".lua is missing from lock-core's jar; was it shaded without its resources?");
            }
            byte[] bytes = file.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes);
            return new Script(
                    name,
                    new String(bytes, StandardCharsets.UTF_8),
                    HexFormat.of().formatHex(digest));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name + ".lua", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-1", e);
        }
    }
}
