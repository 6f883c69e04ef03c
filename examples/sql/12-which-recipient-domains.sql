-- Whose mail waits? Recipient domains that were refused temporarily, the worst first.
SELECT domain, provider, sum(recipients) AS refused, sum(withheld) AS withheld, max(last_refused_at) AS last_refused_at
FROM destination
WHERE provider <> 'local'
GROUP BY domain, provider
ORDER BY refused DESC, withheld DESC, domain, provider
LIMIT 20;
