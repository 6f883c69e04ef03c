import { execFileSync } from "node:child_process";

/** The users that the package of Postfix would have made. */
export function makePostfixUsers(): void {
  const make =
    "getent group postdrop || groupadd --system postdrop; id postfix || useradd --system --no-create-home --shell /usr/sbin/nologin postfix";
  execFileSync("sh", ["-c", make], { stdio: "ignore" });
}
