-- Who throttles with another code than 421? Outlook, for one, does it with 451.
SELECT provider, code, cause, sum(recipients) AS recipients
FROM deferral
WHERE code BETWEEN 400 AND 499 AND code <> 421 AND provider <> 'local'
GROUP BY provider, code, cause
ORDER BY recipients DESC, provider, code, cause
LIMIT 20;
