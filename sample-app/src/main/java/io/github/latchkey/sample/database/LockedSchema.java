package io.github.latchkey.sample.database;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockRequest;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.stereotype.Component;

/**
 * Creates the tables that are missing, in one instance at a time: where two PostgreSQL sessions run {@code create table if not exists} at
 * once, one of them fails.
 */
@Component
final class LockedSchema extends DataSourceScriptDatabaseInitializer {

    private static final LockRequest LOCK =
            LockRequest.of("sample:schema").label("schema").waitAtMost(Duration.ofMinutes(1));

    private final LockClient locks;

    LockedSchema(DataSource database, LockClient locks) {
        super(database, settings());
        this.locks = locks;
    }

    @Override
    public boolean initializeDatabase() {
        return locks.execute(LOCK, super::initializeDatabase);
    }

    private static DatabaseInitializationSettings settings() {
        DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
        // A file for each case.
        settings.setSchemaLocations(List.of("classpath*:schema/*.sql"));
        settings.setMode(DatabaseInitializationMode.ALWAYS);
        return settings;
    }
}
