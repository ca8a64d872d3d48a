import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { isConnectionError } from "#db/connections/errors.ts";
import type { Isolation } from "#db/schema/control/index.ts";
import { CommitUnknown } from "#db/studio.server.ts";
import type { Ledger } from "../ledger.ts";

export type HostSetup = {
  urls: Record<"main" | "north", string>;
  secretsKey: string;
  prefix: string;
};

export type MoveOrder = {
  id: string;
  slug: string;
  to: { isolation: Isolation; cluster: string } | "back";
};

/** Between two operations of a writer: the machine is to move studios, too. */
export const WRITER_REST_MS = 20;

/** `died` where its process was killed. */
export type MoveOutcome = { id: string; words: string; pausedMs?: number };

/** Without a writer: no more of this studio. */
export type WriteOrder = { slug: string; writer?: string };

export type Written = { slug: string; outcome: keyof Ledger; operation: string; words?: string };

/** For what may be done twice, and is itself struck when connections are ended. */
export async function steadily<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CommitUnknown) && !isConnectionError(error)) throw error;
    }
  }
}

/** A process that is started again by the next order after it was killed. */
export class Host {
  readonly #setup: HostSetup;
  readonly #onWritten: (line: Written) => void;
  readonly #pending = new Map<string, (outcome: MoveOutcome) => void>();
  #child: ChildProcess | undefined;
  /** How often it was started. */
  starts = 0;

  constructor(setup: HostSetup, onWritten: (line: Written) => void = () => {}) {
    this.#setup = setup;
    this.#onWritten = onWritten;
    process.once("exit", () => this.kill());
  }

  move(order: Omit<MoveOrder, "id">): Promise<MoveOutcome> {
    const id = crypto.randomUUID();
    return new Promise((resolve) => {
      const child = this.#running();
      this.#pending.set(id, resolve);
      child.stdin!.write(`${JSON.stringify({ id, ...order })}\n`);
    });
  }

  write(order: WriteOrder): void {
    this.#running().stdin!.write(`${JSON.stringify(order)}\n`);
  }

  get isRunning(): boolean {
    return this.#child !== undefined;
  }

  kill(): void {
    this.signal("SIGKILL");
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  #running(): ChildProcess {
    if (this.#child) return this.#child;
    const script = path.join(import.meta.dirname, "host-process.ts");
    const child = spawn(process.execPath, [script, JSON.stringify(this.#setup)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#child = child;
    this.starts += 1;
    // An order that it was killed over.
    child.stdin.on("error", () => {});
    createInterface({ input: child.stdout }).on("line", (line) => {
      const said = JSON.parse(line) as MoveOutcome | Written;
      if ("slug" in said) return this.#onWritten(said);
      this.#pending.get(said.id)?.(said);
      this.#pending.delete(said.id);
    });
    // When all that it said has been read.
    child.once("close", () => {
      if (this.#child === child) this.#child = undefined;
      for (const [id, resolve] of this.#pending) resolve({ id, words: "died" });
      this.#pending.clear();
    });
    return child;
  }
}
