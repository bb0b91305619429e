CREATE TABLE IF NOT EXISTS latchkey_fence (
    name       VARCHAR(512) NOT NULL PRIMARY KEY,
    token      BIGINT       NOT NULL,
    claimed_at TIMESTAMP    NOT NULL
);
