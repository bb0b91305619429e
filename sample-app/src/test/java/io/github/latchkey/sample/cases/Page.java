package io.github.latchkey.sample.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of the documentation that shows the figures; what stands between two marks is written by machine. */
record Page(Path path) {

    void replace(String section, String text) {
        try {
            String begin = "<!-- begin " + section + " -->\n";
            String end = "<!-- end " + section + " -->";
            String before = Files.readString(path);
            int from = before.indexOf(begin);
            int to = before.indexOf(end);
            if (from < 0 || to < from) {
                throw new IllegalStateException(path + " has no marks of a section '" + section + "'");
            }
            Files.writeString(path, before.substring(0, from) + begin + text + before.substring(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
