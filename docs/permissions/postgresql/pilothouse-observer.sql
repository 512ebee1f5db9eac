-- Who watches a server: sees connections and replication, reads no table.
-- Run by the server's administrator; give the role its password with \password pilothouse_observer.
CREATE ROLE pilothouse_observer LOGIN CONNECTION LIMIT 10;
GRANT pg_monitor TO pilothouse_observer;
