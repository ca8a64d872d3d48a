import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  fstatSync,
  statSync,
  truncateSync,
  copyFileSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { handOver } from "./account.ts";
import { binariesFor } from "./binaries.ts";
import { identityOf, isAlive, isPostgres, pidOf, type ProcessIdentity } from "./identity.ts";
import type { ClusterPlace } from "./place.ts";
import { type ClusterSettings, serverArguments } from "./settings.ts";

const startDeadline = 60_000;
const shutdownDeadline = 20_000;
const largestLog = 8 * 1024 * 1024;

/** Made beside `data` and renamed into place: what is half made is never taken for a cluster. */
export function initialise(place: ClusterPlace, settings: ClusterSettings) {
  if (existsSync(place.data)) return;
  for (const file of readdirSync(place.home)) {
    const maker = /^data\.(.+)$/.exec(file)?.[1];
    if (maker && !isAlive(maker)) rmSync(path.join(place.home, file), { recursive: true });
  }
  const draft = `${place.data}.${identityOf(process.pid)}`;
  mkdirSync(draft, { mode: 0o700 });
  handOver(draft, place.account);
  const initdb = spawnSync(
    path.join(binariesFor(place), "bin", "initdb"),
    [
      `--pgdata=${draft}`,
      "--username=postgres",
      `--pwfile=${passwordFile(place)}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // PostgreSQL's own rules sort text: no update of the machine's libc or of ICU can then break an
      // index, and a studio sorts alike on every cluster. A list for people names its collation.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      "--no-instructions",
      ...(settings.durability === "none" ? ["--no-sync"] : []),
    ],
    { ...asServer(place), encoding: "utf8" },
  );
  if (initdb.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    const reason = initdb.error?.message ?? initdb.stderr.trim();
    throw new Error(`PostgreSQL could not make its files in ${place.home}:\n${reason}`);
  }
  renameSync(draft, place.data);
}

/** Resolves when the server takes connections. Throws with the end of its log where it does not. */
export async function startServer(
  place: ClusterPlace,
  settings: ClusterSettings,
): Promise<ProcessIdentity> {
  const deadline = Date.now() + startDeadline;
  for (;;) {
    removeStalePidFile(place);
    makeSocketFolder(place);
    const log = openSync(logFile(place), "a", 0o600);
    const begin = fstatSync(log).size;
    const child = spawn(
      path.join(binariesFor(place), "bin", "postgres"),
      serverArguments(settings, { data: place.data, socket: place.socketDir }),
      { ...asServer(place), detached: true, stdio: ["ignore", log, log] },
    );
    closeSync(log);
    const end = endOf(child);
    while (!end.reason && Date.now() < deadline) {
      const postmaster = runningServer(place);
      if (postmaster && pidOf(postmaster) === child.pid) return postmaster;
      await sleep(10);
    }
    if (!end.reason) child.kill("SIGQUIT");
    const reason = logTail(place, begin);
    // The children of a server that was killed let go of its memory some moments later.
    if (Date.now() > deadline - startDeadline + 15_000 || !isLeftover(reason)) {
      throw new Error(
        `PostgreSQL did not start (${end.reason ?? "it was not ready in a minute"}). ` +
          `Its log, ${logFile(place)}, ends with:\n${reason}`,
      );
    }
    await sleep(100);
  }
}

/** Fast shutdown: open transactions are rolled back, what is committed stays. */
export async function stopServer(place: ClusterPlace, postmaster: ProcessIdentity) {
  const deadline = Date.now() + shutdownDeadline;
  signal(postmaster, "SIGINT");
  while (isAlive(postmaster)) {
    // Immediate shutdown: the next start replays the log.
    if (Date.now() > deadline) signal(postmaster, "SIGQUIT");
    await sleep(10);
  }
  rmSync(place.socketDir, { recursive: true, force: true });
}

/** The server that takes connections on this data, whoever started it. */
export function runningServer(place: ClusterPlace): ProcessIdentity | undefined {
  const lines = readPidFile(place);
  // Line 8 is the state: starting, ready, stopping or standby.
  if (lines?.[7]?.trim() !== "ready") return undefined;
  const pid = Number(lines[0]);
  return isPostgres(pid) ? identityOf(pid) : undefined;
}

/** Made once, before the first start. */
export function superuserPassword(place: ClusterPlace): string {
  return readFileSync(passwordFile(place), "utf8").trim();
}

/** Keeps the log and one before it: 16 MB at most. The server goes on appending to the same file. */
export function boundLog(place: ClusterPlace) {
  const file = logFile(place);
  if (!existsSync(file) || statSync(file).size < largestLog) return;
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
}

export function logFile(place: ClusterPlace): string {
  return path.join(place.home, "server.log");
}

function passwordFile(place: ClusterPlace): string {
  const file = path.join(place.home, "password");
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
    handOver(file, place.account);
  }
  return file;
}

function makeSocketFolder({ socketDir, account }: ClusterPlace) {
  if (!existsSync(socketDir)) {
    mkdirSync(socketDir, { mode: 0o700 });
    handOver(socketDir, account);
  }
  // It may stand in a folder where everybody may write: take no other's for ours.
  if (statSync(socketDir).uid !== (account?.uid ?? process.getuid?.())) {
    throw new Error(`${socketDir} belongs to another user: remove it, or run as that user.`);
  }
}

function readPidFile(place: ClusterPlace): string[] | undefined {
  try {
    return readFileSync(path.join(place.data, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
}

// PostgreSQL itself removes the file of a dead server; a pid used again by a stranger stops it.
function removeStalePidFile(place: ClusterPlace) {
  const pid = Number(readPidFile(place)?.[0]);
  if (pid && identityOf(pid) && !isPostgres(pid)) {
    rmSync(path.join(place.data, "postmaster.pid"), { force: true });
  }
}

function isLeftover(reason: string): boolean {
  return /pre-existing shared memory block|lock file .* already exists|still in use/.test(reason);
}

function endOf(child: ChildProcess): { reason?: string } {
  const end: { reason?: string } = {};
  child.once("error", (error) => (end.reason = error.message));
  child.once("exit", (code, killer) => (end.reason = `it ended with ${killer ?? `code ${code}`}`));
  return end;
}

function logTail(place: ClusterPlace, from: number): string {
  const file = openSync(logFile(place), "r");
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(size - from, 4096));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString("utf8").trim() || "(nothing)";
  } finally {
    closeSync(file);
  }
}

function signal(postmaster: ProcessIdentity, name: "SIGINT" | "SIGQUIT") {
  try {
    process.kill(pidOf(postmaster), name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function asServer({ account, home }: ClusterPlace) {
  return {
    cwd: home,
    env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
    ...(account && { uid: account.uid, gid: account.gid }),
  };
}
