/**
 * Why we told a client to come back later: a small fixed vocabulary, because the words themselves hold addresses of clients
 * and senders. docs/sql.md says what each stands for.
 */
export type InboundReason =
  | "too_many_connections"
  | "connection_rate"
  | "tls_session_rate"
  | "message_rate"
  | "recipient_rate"
  | "auth_rate"
  | "too_many_errors"
  | "too_many_messages"
  | "command_limit"
  | "timeout"
  | "ports_busy"
  | "load"
  | "first_contact"
  | "greylisting"
  | "verification"
  | "client"
  | "helo"
  | "sender"
  | "recipient"
  | "relay"
  | "message"
  | "milter"
  | "content_filter"
  | "lookup_failure"
  | "server_error"
  | "other";
