-- Who fails a server over: sees what the observer sees, and measures the failover with rows of a table of its own.
-- Run by the server's administrator in the database that the connection names; give the role its password
-- with \password pilothouse_operator.
CREATE ROLE pilothouse_operator LOGIN CONNECTION LIMIT 10;
GRANT pg_monitor TO pilothouse_operator;
CREATE SCHEMA pilothouse_probe;
CREATE TABLE pilothouse_probe.writes (run text NOT NULL, number integer NOT NULL, PRIMARY KEY (run, number));
GRANT USAGE ON SCHEMA pilothouse_probe TO pilothouse_operator;
GRANT SELECT, INSERT, DELETE ON pilothouse_probe.writes TO pilothouse_operator;
