-- And day by day?
SELECT day_at, recipients, attempts, round(100 * rate, 1) AS percent
FROM throttle_by_day;
