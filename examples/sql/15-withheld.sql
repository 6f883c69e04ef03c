-- What did our own MTA hold back without asking, because of an earlier reply?
SELECT provider, code, sum(withheld) AS withheld
FROM deferral
WHERE provider <> 'local'
GROUP BY provider, code
HAVING sum(withheld) > 0
ORDER BY withheld DESC, provider, code;
