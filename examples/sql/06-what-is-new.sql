-- Which texts did a provider say for the first time in the last 24 hours of log?
SELECT provider, code, enhanced, cause, first_at, sample
FROM reply
WHERE first_at >= (SELECT strftime('%Y-%m-%dT%H:%M:%SZ', max(last_at), '-24 hours') FROM coverage)
ORDER BY first_at, provider, code, enhanced, fingerprint
LIMIT 20;
