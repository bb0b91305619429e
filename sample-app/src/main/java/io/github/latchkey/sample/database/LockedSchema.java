package io.github.latchkey.sample.database;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.stereotype.Component;

/**
 * Creates the tables that are missing, in one instance at a time: where two PostgreSQL sessions run {@code create table if not exists} at
 * once, one of them fails. Without Redis, or with locks switched off, the sample starts all the same.
 */
@Component
final class LockedSchema extends DataSourceScriptDatabaseInitializer {

    private static final Logger log = LoggerFactory.getLogger(LockedSchema.class);
    private static final LockRequest LOCK =
            LockRequest.of("sample:schema").label("schema").waitAtMost(Duration.ofSeconds(10));

    private final ObjectProvider<LockClient> locks;

    LockedSchema(DataSource database, ObjectProvider<LockClient> locks) {
        super(database, settings());
        this.locks = locks;
    }

    @Override
    public boolean initializeDatabase() {
        LockClient client = locks.getIfAvailable();
        if (client == null) {
            return super.initializeDatabase();
        }
        try {
            return client.execute(LOCK, super::initializeDatabase);
        } catch (LockStoreException e) {
            log.warn("Creating the tables without a lock, since Redis cannot say who else does: {}", e.getMessage());
            return super.initializeDatabase();
        }
    }

    private static DatabaseInitializationSettings settings() {
        DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
        // A file for each case.
        settings.setSchemaLocations(List.of("classpath*:schema/*.sql"));
        settings.setMode(DatabaseInitializationMode.ALWAYS);
        return settings;
    }
}
