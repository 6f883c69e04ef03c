-- Which of their hosts, and since when?
SELECT provider, remote_host, recipients, attempts, round(100 * rate, 1) AS percent, first_at, last_at
FROM throttle_by_host
LIMIT 20;
