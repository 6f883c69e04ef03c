-- At which hour of the day (UTC) is it worst?
SELECT strftime('%H', hour, 'unixepoch') AS hour_of_day, sum(recipients) AS recipients, sum(attempts) AS attempts,
       CASE WHEN sum(attempts) >= 20 THEN round(100.0 * sum(recipients) / sum(attempts), 1) END AS percent
FROM throttle_by_hour
GROUP BY 1
ORDER BY 1;
