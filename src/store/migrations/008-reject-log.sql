-- Exim writes most refusals of clients to its main log and, word for word, to its reject log. Lines of a reject log are counted
-- under a service of their own: of two counts of one minute, code and reason, one per log, the higher holds all of the other.
DROP VIEW inbound_refusal;

CREATE VIEW inbound_refusal AS
SELECT
  i.bucket,
  strftime('%Y-%m-%dT%H:%M:%SZ', i.bucket, 'unixepoch') AS bucket_at,
  i.bucket_seconds,
  w.mta,
  w.log_host,
  iif(w.mta = 'exim' AND w.service = 'rejectlog', 'exim', w.service) AS service,
  nullif(i.code, 0) AS code,
  i.reason,
  max(i.refusals) AS refusals
FROM _inbound_refusal AS i
JOIN _writer AS w ON w.id = i.writer_id
GROUP BY i.bucket, i.bucket_seconds, w.mta, w.log_host, iif(w.mta = 'exim' AND w.service = 'rejectlog', 'exim', w.service), i.code, i.reason;
