-- Hashes of the last lines of recent streams, the one that moved last on top: a pipe that begins with the end of one of them
-- repeats it.
CREATE TABLE _stream_tail (
  id     INTEGER PRIMARY KEY,
  hashes TEXT NOT NULL
) STRICT;
