-- Who throttles us, and how badly?
SELECT provider, recipients, replies, attempts, round(100 * rate, 1) AS percent
FROM throttle_by_provider
LIMIT 20;
