-- What was wrong with the lines, by kind?
SELECT code, sum(lines) AS lines
FROM issue
GROUP BY code
ORDER BY lines DESC, code;
