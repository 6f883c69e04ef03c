-- When was it worst? The quarters of an hour with the highest rate, 20 attempts or more.
WITH
  refused AS (
    SELECT provider, bucket / 900 * 900 AS quarter, sum(recipients) AS recipients
    FROM deferral
    WHERE code = 421 AND provider <> 'local'
    GROUP BY 1, 2
  ),
  tried AS (
    SELECT provider, bucket / 900 * 900 AS quarter, sum(attempts) AS attempts
    FROM attempt
    GROUP BY 1, 2
  )
SELECT provider, strftime('%Y-%m-%dT%H:%MZ', quarter, 'unixepoch') AS quarter, recipients, attempts,
       round(100.0 * recipients / attempts, 1) AS percent
FROM refused
JOIN tried USING (provider, quarter)
WHERE attempts >= 20
ORDER BY 1.0 * recipients / attempts DESC, quarter, provider
LIMIT 10;
