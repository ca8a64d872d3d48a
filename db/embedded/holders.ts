import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isAlive, ownIdentity, type ProcessIdentity } from "./identity.ts";
import type { ClusterSettings } from "./settings.ts";

/**
 * What the processes of a cluster tell each other, as files in its home:
 * `holders/<identity>-<n>` one for each hold, `keeper` the keeper's identity, `serving.json` what is
 * served, `failure` why the last start failed.
 */
export type Serving = {
  keeper: ProcessIdentity;
  postmaster: ProcessIdentity;
  settings: ClusterSettings;
};

export function holdersFolder(home: string): string {
  return path.join(home, "holders");
}

/** Returns the undoing. A process may hold a cluster several times. */
export function registerHolder(home: string): () => void {
  const folder = holdersFolder(home);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${ownIdentity()}-${randomBytes(4).toString("hex")}`);
  writeFileSync(file, "");
  return () => rmSync(file, { force: true });
}

/** Counts the living, and forgets the dead. */
export function countHolders(home: string): number {
  const folder = holdersFolder(home);
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).filter((file) => {
    const alive = isAlive(file.slice(0, file.lastIndexOf("-")));
    if (!alive) rmSync(path.join(folder, file), { force: true });
    return alive;
  }).length;
}

export function readServing(home: string): Serving | undefined {
  try {
    return JSON.parse(readFileSync(path.join(home, "serving.json"), "utf8")) as Serving;
  } catch {
    return undefined;
  }
}

/** The file's presence is the promise that the server will not be stopped under a new holder. */
export function writeServing(home: string, serving: Serving | undefined) {
  const file = path.join(home, "serving.json");
  if (serving) writeFileSync(file, JSON.stringify(serving));
  else rmSync(file, { force: true });
}

export function keeperOf(home: string): ProcessIdentity | undefined {
  try {
    const identity = readFileSync(path.join(home, "keeper"), "utf8");
    return isAlive(identity) ? identity : undefined;
  } catch {
    return undefined;
  }
}

/**
 * False where another keeper lives. Two that break a dead one's claim in the same instant may both
 * win: harmless, since PostgreSQL lets one server on its data, and both obey the same holders.
 */
export function claimKeeper(home: string): boolean {
  if (keeperOf(home)) return false;
  const file = path.join(home, "keeper");
  rmSync(file, { force: true });
  try {
    writeFileSync(file, ownIdentity(), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
