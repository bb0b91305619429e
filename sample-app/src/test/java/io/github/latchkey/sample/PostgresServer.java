package io.github.latchkey.sample;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.FileSystemUtils;

/** A PostgreSQL of the system's packages, with a cluster, a port and a folder of its own. Nothing of it is left over. */
public final class PostgresServer implements AutoCloseable {

    private final PostgresBinaries binaries;
    private final Path directory;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(PostgresBinaries binaries, Path directory, int port) {
        this.binaries = binaries;
        this.directory = directory;
        this.port = port;
    }

    /** Starts a server; the test is skipped where PostgreSQL is not installed. */
    public static PostgresServer start() {
        Optional<PostgresBinaries> binaries = PostgresBinaries.find();
        assumeTrue(binaries.isPresent(), "PostgreSQL is not installed: no initdb and pg_ctl");
        try {
            PostgresServer server = new PostgresServer(binaries.orElseThrow(), directory(), Instance.freePort());
            server.launch();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates an empty database and returns its URL. */
    public String newDatabase() throws SQLException {
        String name = "latchkey_" + databases.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url("postgres"), "latchkey", "latchkey");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return url(name);
    }

    /** Stops the server and deletes its files. */
    @Override
    public void close() {
        try {
            binaries.run(directory, "pg_ctl", List.of("-D", data(), "-m", "immediate", "-w", "stop"));
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launch() {
        binaries.run(
                directory,
                "initdb",
                List.of("-D", data(), "-U", "latchkey", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"));
        // No crash is to be survived, so nothing has to reach the disk.
        String options = "-p " + port + " -k " + directory
                + " -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200";
        binaries.run(
                directory, "pg_ctl", List.of("-D", data(), "-l", data() + "/server.log", "-o", options, "-w", "start"));
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private static Path directory() throws IOException {
        Path directory = Files.createTempDirectory("latchkey-postgres-");
        if (PostgresBinaries.isRoot()) {
            Files.setOwner(
                    directory,
                    directory
                            .getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(PostgresBinaries.USER));
        }
        return directory;
    }
}
