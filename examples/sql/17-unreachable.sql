-- Which hosts could not be reached at all? That is no throttling, but it delays mail just the same.
SELECT provider, remote_host, remote_ip, sum(unreachable) AS unreachable, sum(attempts) AS attempts
FROM attempt
GROUP BY provider, remote_host, remote_ip
HAVING sum(unreachable) > 0
ORDER BY unreachable DESC, remote_host, remote_ip
LIMIT 20;
