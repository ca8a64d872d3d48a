import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";

/** `<pid>-<start time>`: pids are used again, a pid with its start time is not. */
export type ProcessIdentity = string;

export function identityOf(pid: number): ProcessIdentity | undefined {
  const started = startTimeOf(pid);
  return started === undefined ? undefined : `${pid}-${started}`;
}

export function ownIdentity(): ProcessIdentity {
  return identityOf(process.pid) ?? `${process.pid}-unknown`;
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identityOf(pidOf(identity)) === identity;
}

export function pidOf(identity: ProcessIdentity): number {
  return Number.parseInt(identity, 10);
}

/** Whether the process runs PostgreSQL: a pid file may outlive its server and name a stranger. */
export function isPostgres(pid: number): boolean {
  if (process.platform === "linux") return statOf(pid)?.name === "postgres";
  return psOf(pid, "comm").endsWith("postgres");
}

function startTimeOf(pid: number): string | undefined {
  if (!(pid > 0)) return undefined;
  if (process.platform === "linux") return statOf(pid)?.started;
  return psOf(pid, "lstart").replace(/\W+/g, "_") || undefined;
}

// proc(5): pid (name) state …; the start time is field 22. The name may hold spaces and brackets.
function statOf(pid: number): { name: string; started: string } | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  } catch {
    return undefined;
  }
  const end = stat.lastIndexOf(")");
  const fields = stat.slice(end + 2).split(" ");
  const dead = fields[0] === "Z" || fields[0] === "X";
  const started = fields[19];
  return dead || started === undefined
    ? undefined
    : { name: stat.slice(stat.indexOf("(") + 1, end), started };
}

function psOf(pid: number, column: string): string {
  const ps = spawnSync("ps", ["-o", `${column}=`, "-p", String(pid)], { encoding: "utf8" });
  return ps.status === 0 ? ps.stdout.trim() : "";
}
