package io.github.latchkey.spring.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.core.io.ClassPathResource;

/** The statements that create the fence table, by the database. */
enum FenceSchema {
    H2("schema-h2.sql"),
    POSTGRESQL("schema-postgresql.sql"),
    MYSQL("schema-mysql.sql"),
    OTHER("schema-<database>.sql");

    private static final String FOLDER = "io/github/latchkey/spring/fence/";

    private final String file;

    FenceSchema(String file) {
        this.file = file;
    }

    static FenceSchema of(Connection connection) throws SQLException {
        return switch (connection.getMetaData().getDatabaseProductName()) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            case "MySQL", "MariaDB" -> MYSQL;
            default -> OTHER;
        };
    }

    static boolean isEmbedded(Connection connection) throws SQLException {
        return String.valueOf(connection.getMetaData().getURL()).startsWith("jdbc:h2:mem:");
    }

    void create(Connection connection, String table) throws SQLException {
        if (this == OTHER) {
            throw new IllegalStateException("Latchkey has no statement to create the fence table on "
                    + connection.getMetaData().getDatabaseProductName() + ". Create '" + table
                    + "' yourself, like those in "
                    + FOLDER + " of the starter's jar, and set distributed-lock.fence.initialize-schema=never.");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(text().replace("latchkey_fence", table));
        }
    }

    private String text() {
        try (InputStream in = new ClassPathResource(FOLDER + file).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return FOLDER + file;
    }
}
