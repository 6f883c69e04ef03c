-- Two files may have had one name: by its number a source can be told from the one before it.

DROP VIEW coverage;

CREATE VIEW coverage AS
SELECT
  s.name AS source,
  c.day,
  strftime('%Y-%m-%d', c.day, 'unixepoch') AS day_at,
  c.bytes,
  c.understood + c.irrelevant + c.not_understood AS lines,
  c.understood,
  c.irrelevant,
  c.not_understood,
  strftime('%Y-%m-%dT%H:%M:%SZ', c.first_at, 'unixepoch') AS first_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', c.last_at, 'unixepoch') AS last_at,
  c.source_id
FROM _coverage AS c
JOIN _source AS s ON s.id = c.source_id;
