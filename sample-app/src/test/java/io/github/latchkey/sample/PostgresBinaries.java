package io.github.latchkey.sample;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs of the system's PostgreSQL, run as a user that PostgreSQL accepts: it refuses root. */
record PostgresBinaries(Path directory) {

    static final String USER = "postgres";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Returns the newest of the system's packages, or else what is on the PATH. */
    static Optional<PostgresBinaries> find() {
        return Stream.concat(packages().stream(), path())
                .filter(directory -> Files.isExecutable(directory.resolve("initdb"))
                        && Files.isExecutable(directory.resolve("pg_ctl")))
                .findFirst()
                .map(PostgresBinaries::new);
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Runs a program to its end, in a folder where it leaves what it says. */
    void run(Path home, String program, List<String> args) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", USER, "--"));
        }
        command.add(directory.resolve(program).toString());
        command.addAll(args);
        Path log = home.resolve("programs.log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(command + ": " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> packages() {
        Path home = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(home, "[0-9]*")) {
            List<Path> found = new ArrayList<>();
            versions.forEach(version -> found.add(version.resolve("bin")));
            found.sort((one, other) -> version(other) - version(one));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int version(Path bin) {
        return Integer.parseInt(bin.getName(bin.getNameCount() - 2).toString().replaceFirst("\\D.*", ""));
    }

    private static Stream<Path> path() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of);
    }
}
