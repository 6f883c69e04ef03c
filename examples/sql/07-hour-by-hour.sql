-- How does it develop, hour by hour?
SELECT hour_at, recipients, attempts, round(100 * rate, 1) AS percent
FROM throttle_by_hour;
