-- Is it one of our hosts or all of them?
SELECT log_host, service, provider, sum(recipients) AS recipients, sum(replies) AS replies
FROM deferral
WHERE code = 421 AND provider <> 'local'
GROUP BY 1, 2, 3
ORDER BY recipients DESC, log_host, service, provider;
