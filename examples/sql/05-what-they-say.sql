-- What exactly do they say? One line per text, with a verbatim sample.
SELECT provider, code, enhanced, sum(recipients) AS recipients, min(sample) AS sample
FROM deferral
WHERE provider <> 'local'
GROUP BY provider, code, enhanced, fingerprint
ORDER BY recipients DESC, provider, code, enhanced, fingerprint
LIMIT 20;
