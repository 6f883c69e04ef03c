import type { Socket } from "node:net";
import type { Memory } from "./memory.ts";
import type { Act, Host, Stage } from "./rule.ts";

/** One negative reply that was put on the wire, or the way a connection was dropped. */
export type Truth = {
  /** Epoch seconds. */
  readonly t: number;
  readonly server: string;
  readonly stage: Stage;
  readonly reply: readonly string[] | "<close>" | "<hang>";
};

/** What a session shares with all others. */
export type World = {
  readonly memory: Memory;
  readonly hour: () => number;
  readonly now: () => number;
  /** A token that was never given before. */
  readonly token: () => string;
  readonly record: (truth: Truth) => void;
  /** Connections to this host at the moment, this one included. */
  readonly open: (host: Host) => number;
};

type State = {
  mode: "commands" | "body" | "over";
  sender: string;
  recipients: number;
  accepted: number;
  messages: number;
};

type Dialogue = {
  readonly host: Host;
  readonly state: State;
  readonly token: () => string;
  readonly send: (text: string) => void;
  /** Turns down a command that makes no sense after a refusal (RFC 5321 §4.1.4). */
  readonly refuse: (stage: Stage, line: string) => void;
  /** Sends nothing more and hangs up once everything sent has arrived. */
  readonly finish: () => void;
  /** True when the script had nothing to say and the dialogue goes on as usual. */
  readonly passes: (stage: Stage, envelope?: string) => boolean;
};

const COMMANDS: Readonly<Record<string, (dialogue: Dialogue, line: string) => void>> = {
  EHLO: ({ host, passes, send }) => {
    const offers = "250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 8BITMIME";
    if (passes("ehlo")) send(`250-${host.name}\r\n${offers}`);
  },
  HELO: ({ host, passes, send }) => {
    if (passes("helo")) send(`250 ${host.name}`);
  },
  MAIL: ({ state, passes, send }, line) => {
    Object.assign(state, { sender: line, recipients: 0, accepted: 0 });
    state.messages += 1;
    if (passes("mail", line)) send("250 2.1.0 Ok");
    else state.sender = "";
  },
  RCPT: ({ state, passes, refuse, send }, line) => {
    if (state.sender === "") {
      refuse("rcpt", "503 5.5.1 Need MAIL command first");
      return;
    }
    state.recipients += 1;
    if (!passes("rcpt", `${state.sender} ${line}`)) return;
    state.accepted += 1;
    send("250 2.1.5 Ok");
  },
  DATA: ({ state, passes, refuse, send }) => {
    if (state.accepted === 0) {
      refuse("data", "554 5.5.1 No valid recipients");
      return;
    }
    if (!passes("data", state.sender)) return;
    state.mode = "body";
    send("354 End data with <CR><LF>.<CR><LF>");
  },
  RSET: ({ send }) => send("250 2.0.0 Ok"),
  NOOP: ({ send }) => send("250 2.0.0 Ok"),
  QUIT: ({ send, finish }) => {
    send("221 2.0.0 Bye");
    finish();
  },
};

function hear(dialogue: Dialogue, line: string): void {
  const { state, passes, send, token } = dialogue;
  if (state.mode === "over") return;
  if (state.mode === "commands") {
    const command = COMMANDS[line.slice(0, 4).toUpperCase()];
    if (command === undefined) send("502 5.5.2 Command not recognized");
    else command(dialogue, line);
    return;
  }
  if (line !== ".") return;
  state.mode = "commands";
  if (passes("end-of-data", state.sender)) send(`250 2.0.0 Ok: queued as ${token()}`);
}

/** `passes` is wired here because a rule that applies both speaks and ends the dialogue. */
function openDialogue(socket: Socket, host: Host, world: World): Dialogue {
  const state: State = { mode: "commands", sender: "", recipients: 0, accepted: 0, messages: 0 };
  const send = (text: string): void => {
    if (socket.writable) socket.write(`${text}\r\n`);
  };
  const finish = (): void => {
    state.mode = "over";
    socket.end();
  };
  const say = (stage: Stage, reply: Truth["reply"]): void => {
    world.record({ t: world.now(), server: host.address, stage, reply });
    if (typeof reply !== "string") send(reply.join("\r\n"));
  };
  const refuse = (stage: Stage, line: string): void => {
    if (socket.writable) say(stage, [line]);
  };
  const perform = (stage: Stage, act: Act): void => {
    if (!socket.writable) return;
    const reply = replyOf(act, world.token);
    say(stage, reply);
    if (reply === "<hang>") state.mode = "over";
    else if (isLastWord(stage, act, reply)) finish();
  };
  const passes = (stage: Stage, envelope = ""): boolean => {
    const { recipients: recipient, messages: message } = state;
    const { memory, hour, open } = world;
    const rule = memory.judge({
      host,
      stage,
      hour: hour(),
      envelope,
      recipient,
      message,
      open: open(host),
    });
    if (rule !== null) perform(stage, rule.act);
    return rule === null;
  };
  return { host, state, token: world.token, send, refuse, finish, passes };
}

function replyOf(act: Act, token: () => string): Truth["reply"] {
  if (act.kind !== "reply") return act.kind === "close" ? "<close>" : "<hang>";
  const id = token();
  return act.lines.map((line) => line.replaceAll("%id%", id));
}

function isLastWord(stage: Stage, act: Act, reply: Truth["reply"]): boolean {
  if (act.kind !== "reply") return true;
  return !act.stay && (stage === "greeting" || reply.at(-1)?.startsWith("421") === true);
}

/**
 * Speaks SMTP (RFC 5321) on one connection the way the script of this host wants it. It keeps
 * reading after it has hung up: unread bytes would turn the close into a reset and lose the reply.
 */
export function converse(socket: Socket, host: Host, world: World): void {
  const dialogue = openDialogue(socket, host, world);
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\r\n");
    rest = lines.pop() ?? "";
    for (const line of lines) hear(dialogue, line);
  });
  socket.on("error", () => socket.destroy());
  if (dialogue.passes("greeting")) dialogue.send(`220 ${host.name} ESMTP`);
}
