-- What has changed in the open replies since they were last written whole: a pipe commits four times a second, and all of them
-- together may be two megabytes.

CREATE TABLE _open_reply_change (
  id      INTEGER PRIMARY KEY,
  replies TEXT NOT NULL
) STRICT;

-- Which replies are forgotten first is kept now. Of those kept before it is not known: they stay as long as new ones.

INSERT INTO _memory (key, value)
SELECT
  'open replies 2',
  json_object(
    'meanings', json_extract(value, '$.meanings'),
    'remotes', json_extract(value, '$.remotes'),
    'old', json('[]'),
    'young', json_extract(value, '$.replies'),
    'closed', json('[]')
  )
FROM _memory
WHERE key = 'open replies 1';

DELETE FROM _memory WHERE key = 'open replies 1';
