package io.github.latchkey.spring.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The statements on the fence table, each on a connection of the caller's. */
final class FenceTable {

    private final String raise;
    private final String find;
    private final String add;

    FenceTable(String table) {
        raise = "UPDATE " + table + " SET token = ?, claimed_at = CURRENT_TIMESTAMP WHERE name = ? AND token <= ?";
        find = "SELECT token, claimed_at FROM " + table + " WHERE name = ?";
        add = "INSERT INTO " + table + " (name, token, claimed_at) VALUES (?, ?, CURRENT_TIMESTAMP)";
    }

    /** Returns false where the name has a higher token, or no row. */
    boolean raise(Connection connection, String name, long token) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(raise)) {
            statement.setLong(1, token);
            statement.setString(2, name);
            statement.setLong(3, token);
            return statement.executeUpdate() > 0;
        }
    }

    boolean has(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(find)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    void add(Connection connection, String name, long token) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(add)) {
            statement.setString(1, name);
            statement.setLong(2, token);
            statement.executeUpdate();
        }
    }
}
