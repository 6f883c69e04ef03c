/**
 * Trouble of the user or the machine: a missing file, a locked database, a wrong flag. Thrown, and caught once at the
 * edge, which prints `message` and `hint`. Input that cannot be read is never a Failure: it is a counted issue.
 */
export class Failure extends Error {
  readonly hint: string | null;
  readonly exitCode: 1 | 2;

  constructor(message: string, hint: string | null = null, exitCode: 1 | 2 = 1) {
    super(message);
    this.name = "Failure";
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

/**
 * Trouble that may pass by itself: a locked database, a full disk, another process at the same file. Whoever runs on and on
 * waits for that, and starts again at the last commit.
 */
export class PassingFailure extends Failure {}

/** Another process is writing to the database. */
export class BusyFailure extends PassingFailure {}
