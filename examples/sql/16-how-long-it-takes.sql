-- How many delivered recipients waited longer than a minute, five minutes, an hour?
SELECT
  provider,
  sum(delivered) AS delivered,
  sum(delay_120 + delay_300 + delay_900 + delay_1800 + delay_3600 + delay_7200 + delay_14400 + delay_28800 + delay_86400
      + delay_172800 + delay_432000 + delay_longer) AS over_1_min,
  sum(delay_900 + delay_1800 + delay_3600 + delay_7200 + delay_14400 + delay_28800 + delay_86400 + delay_172800
      + delay_432000 + delay_longer) AS over_5_min,
  sum(delay_7200 + delay_14400 + delay_28800 + delay_86400 + delay_172800 + delay_432000 + delay_longer) AS over_1_h
FROM attempt
WHERE provider <> 'local'
GROUP BY provider
HAVING sum(delivered) > 0
ORDER BY over_5_min DESC, delivered DESC, provider
LIMIT 20;
