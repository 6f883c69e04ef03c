import type { Command } from "commander";
import type { Io } from "./io.ts";

/** Where a command leaves an exit code other than 0 without having failed as a whole. */
export type ExitState = { exitCode: number };

/** Adds one command: its flags and help. What it does is in `actions`, loaded when it is called. */
export type AddCommand = (program: Command, io: Io, state: ExitState) => void;
