-- Attempts by the hour and remote host, kept beside the counts in the same transaction: a picture of weeks needs no minutes. They
-- keep their width when the counts are compacted.

CREATE TABLE _attempt_hour (
  hour        INTEGER NOT NULL,
  remote_id   INTEGER NOT NULL REFERENCES _remote (id),
  delivered   INTEGER NOT NULL,
  deferred    INTEGER NOT NULL,
  bounced     INTEGER NOT NULL,
  lost        INTEGER NOT NULL,
  unreachable INTEGER NOT NULL,
  PRIMARY KEY (hour, remote_id)
) STRICT, WITHOUT ROWID;

-- What was counted before; a day that was compacted stands whole in its first hour.

INSERT INTO _attempt_hour
SELECT bucket - bucket % 3600, remote_id, sum(delivered), sum(deferred), sum(bounced), sum(lost), sum(unreachable)
FROM _attempt
GROUP BY bucket - bucket % 3600, remote_id;

CREATE VIEW attempt_hour AS
SELECT
  hour, strftime('%Y-%m-%dT%H:%M:%SZ', hour, 'unixepoch') AS hour_at, remote_id,
  delivered, deferred, bounced, lost, unreachable, delivered + deferred + bounced + lost AS attempts
FROM _attempt_hour;
