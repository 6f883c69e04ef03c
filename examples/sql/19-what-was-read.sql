-- Can I trust this? What was read, from when to when, and how much of it was not understood?
SELECT source, min(first_at) AS first_at, max(last_at) AS last_at, sum(lines) AS lines, sum(understood) AS understood,
       sum(irrelevant) AS irrelevant, sum(not_understood) AS not_understood
FROM coverage
GROUP BY source
ORDER BY first_at;
