-- What the program remembers about itself, by name: keys made at the first start, the head of the audit trail.
CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    value TEXT NOT NULL
) STRICT;
