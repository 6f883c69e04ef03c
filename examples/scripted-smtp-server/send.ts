import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";

import { BROKEN_DOMAIN, cases } from "./script.ts";
import { type Delivery, type Mail, STORY_HOURS, trafficFor } from "./traffic.ts";

const SENDER_DOMAIN = "news.example.net";
const FILLER = "Thank you for your order, it is on its way.\r\n";

type Client = { readonly expect: () => Promise<void>; readonly send: (text: string) => void };

/** Says one thing, waits for one reply: all that an application's mailer does. */
function openClient(socket: Socket): Client {
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  return {
    send: (text) => void socket.write(`${text}\r\n`),
    expect: async () => {
      for (;;) {
        const { value, done } = await lines.next();
        if (done === true) throw new Error("the MTA closed the connection");
        if (value.startsWith("4") || value.startsWith("5"))
          throw new Error(`the MTA answered ${value}`);
        if (value[3] !== "-") return;
      }
    },
  };
}

function textOf({ number, domain }: Mail, sender: string): string {
  const head = [
    `From: Shop <${sender}>`,
    `To: <customer@${domain}>`,
    `Subject: Order ${number}`,
    `Message-ID: <order-${number}@${SENDER_DOMAIN}>`,
  ];
  return `${head.join("\r\n")}\r\n\r\n${FILLER.repeat(5 + (number % 40))}.`;
}

/** Each message has a sender of its own (VERP), which is how the servers recognise a second try. */
async function submit(mail: Mail, { send, expect }: Client): Promise<void> {
  const sender = `bounce-${mail.number}@${SENDER_DOMAIN}`;
  const recipients = Array.from(
    { length: mail.recipients },
    (_, index) => `RCPT TO:<u${mail.number}-${index + 1}@${mail.domain}>`,
  );
  for (const line of [`MAIL FROM:<${sender}>`, ...recipients, "DATA", textOf(mail, sender)]) {
    send(line);
    await expect();
  }
}

async function deliver({ client, mails }: Delivery): Promise<void> {
  const socket = connect({ host: "127.0.0.1", port: 2525, localAddress: client });
  const dialogue = openClient(socket);
  await dialogue.expect();
  dialogue.send("EHLO app.example.net");
  await dialogue.expect();
  for (const mail of mails) await submit(mail, dialogue);
  dialogue.send("QUIT");
  await dialogue.expect();
  socket.destroy();
}

/** A stranger who connects far too often: an MTA with a limit turns him away and logs that, too. */
async function pester(): Promise<void> {
  for (let count = 0; count < 25; count += 1) {
    const socket = connect({ host: "127.0.0.1", port: 2525, localAddress: "127.0.2.240" });
    await once(socket, "data");
    socket.end();
    await once(socket, "close");
  }
}

/** `send.ts --start EPOCH_MS --hour-seconds 12`: plays the traffic in step with the servers' clock. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { start: { type: "string" }, "hour-seconds": { type: "string", default: "12" } },
  });
  const start = Number(values.start ?? Date.now());
  const hourMs = Number(values["hour-seconds"]) * 1000;
  const until = (hour: number): Promise<void> =>
    pause(Math.max(0, start + hour * hourMs - Date.now()));
  const deliveries = trafficFor([...cases.map(({ name }) => name), BROKEN_DOMAIN]);
  const stranger = until(30.5).then(pester);
  await Promise.all(
    deliveries.map((delivery) => until(delivery.hour).then(() => deliver(delivery))),
  );
  await stranger;
  await until(STORY_HOURS);
}

await main();
