-- What the log hosts have told since their last events were written whole: a pipe commits four times a second, and those of a
-- hundred hosts together are a quarter of a megabyte.

CREATE TABLE _last_event_change (
  id     INTEGER PRIMARY KEY,
  events TEXT NOT NULL
) STRICT;
