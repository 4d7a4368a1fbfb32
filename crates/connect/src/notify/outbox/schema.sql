-- What is to be told, to whom, and what became of it. Times are milliseconds since 1970, UTC.

-- One row for each alert, revision and channel: that it stands here is why nothing is told twice.
CREATE TABLE told (
    tenant   TEXT    NOT NULL,
    alert    TEXT    NOT NULL,
    revision INTEGER NOT NULL,
    channel  TEXT    NOT NULL,
    -- The message that carries it; null while it waits for its digest.
    message  TEXT,
    -- When its digest is due; null when it goes by itself.
    digest   INTEGER,
    -- The alert as it was; null when a message has it.
    notice   TEXT,
    PRIMARY KEY (tenant, alert, revision, channel)
) STRICT;

CREATE INDEX told_waiting ON told (digest) WHERE message IS NULL;

CREATE TABLE message (
    -- The idempotency key.
    key      TEXT    PRIMARY KEY,
    channel  TEXT    NOT NULL,
    content  TEXT    NOT NULL,
    state    TEXT    NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
    -- Whether it carries one alert that was told at once.
    single   INTEGER NOT NULL,
    -- When the next attempt may begin.
    due      INTEGER NOT NULL,
    -- Attempts that began.
    attempts INTEGER NOT NULL DEFAULT 0,
    -- When it was put here, or last put back.
    since    INTEGER NOT NULL,
    -- When it was delivered or given up.
    settled  INTEGER,
    -- The receipt, or why the last attempt failed.
    detail   TEXT
) STRICT;

CREATE INDEX message_due ON message (due) WHERE state = 'waiting';
CREATE INDEX message_rate ON message (channel, since) WHERE single = 1;

-- A channel whose server asked to be left alone for a while.
CREATE TABLE pause (channel TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT;
