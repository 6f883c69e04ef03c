-- With which enhanced status codes?
SELECT code, enhanced, recipients, replies
FROM throttle_by_code;
