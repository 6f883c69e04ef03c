import type { MailReport } from "../reports/render/mail.ts";
import { Failure } from "../src/domain/failure.ts";

/** Who gets the mail and how. Neither `smtp` nor `sendmail`: the message is printed. */
export type Delivery = {
  readonly to: string | undefined;
  readonly from: string;
  readonly smtp: string | undefined;
  /** True, or the path of the program. */
  readonly sendmail: boolean | string;
  /** Epoch milliseconds, which dates the mail and names its day. */
  readonly at: number;
  /** The host that the reports are about: their thread and their list. */
  readonly host: string;
  readonly attachment: { readonly name: string; readonly html: string } | null;
};

/**
 * Sends the mail, or answers with the message where nobody is to send it. Reports of one host thread by References; the
 * marks of an automatic mail keep vacation programs quiet (RFC 3834 §5). Throws a Failure that names the way.
 */
export async function sendMail(mail: MailReport, delivery: Delivery): Promise<string | null> {
  const { createTransport } = await import("nodemailer");
  const message = messageOf(mail, delivery);
  try {
    if (delivery.smtp !== undefined) {
      await createTransport(delivery.smtp).sendMail(message);
      return null;
    }
    if (delivery.sendmail !== false) {
      const path = typeof delivery.sendmail === "string" ? { path: delivery.sendmail } : {};
      await createTransport({ sendmail: true, ...path }).sendMail(message);
      return null;
    }
    const printer = createTransport({ streamTransport: true, buffer: true, newline: "unix" });
    return String((await printer.sendMail(message)).message);
  } catch (error) {
    throw new Failure(
      `cannot send the report to ${delivery.to ?? "nobody"}: ${reasonOf(error)}`,
      "without --smtp and --sendmail the message is printed, ready for sendmail -t",
    );
  }
}

function messageOf(mail: MailReport, delivery: Delivery) {
  const { to, from, at, host, attachment } = delivery;
  const day = new Date(at).toISOString().slice(0, 10);
  return {
    from,
    to: to ?? [],
    date: new Date(at),
    messageId: `<throttling.${day}.${at}@${host}>`,
    references: `<throttling@${host}>`,
    headers: {
      "Auto-Submitted": "auto-generated",
      "List-Id": `Throttling reports <throttling.${host}>`,
    },
    baseBoundary: `throttling-${at}`,
    ...mail,
    attachments:
      attachment === null
        ? []
        : [{ filename: attachment.name, content: attachment.html, contentType: "text/html" }],
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown error";
}
