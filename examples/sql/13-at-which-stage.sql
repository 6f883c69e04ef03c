-- How far does a session come? A 421 at connect hits everything, one at rcpt a single recipient.
SELECT provider, stage, sum(replies) AS replies, sum(recipients) AS recipients
FROM deferral
WHERE code = 421 AND provider <> 'local'
GROUP BY provider, stage
ORDER BY replies DESC, provider, stage;
