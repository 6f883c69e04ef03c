-- Which incidents were there, and which are still going on (ended_at is NULL)?
SELECT provider, cause, started_at, ended_at, recipients, round(100 * peak_rate, 1) AS peak_percent
FROM episode
ORDER BY started_at DESC, provider;
