-- For which cause?
SELECT cause, recipients, replies, round(100.0 * recipients / sum(recipients) OVER (), 1) AS percent_of_421
FROM throttle_by_cause;
