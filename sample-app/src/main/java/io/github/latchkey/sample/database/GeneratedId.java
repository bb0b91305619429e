package io.github.latchkey.sample.database;

import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** The id that the database gives a new row. */
public final class GeneratedId {

    private GeneratedId() {}

    /** Inserts a row into a table whose key is called {@code id}, and returns that. */
    public static long of(StatementSpec insert) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        insert.update(id, "id");
        return Objects.requireNonNull(id.getKeyAs(Long.class), "generated key");
    }
}
