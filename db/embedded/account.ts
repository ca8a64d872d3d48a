import { existsSync, lchownSync, readFileSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import process from "node:process";

/** The account that the server runs as where we are root, whom PostgreSQL refuses to serve. */
export type Account = { name: string; uid: number; gid: number };

/**
 * Undefined where we are not root: the server then runs as ourselves. Existing data decides, since
 * PostgreSQL serves only what it owns; else `postgres`, else `nobody` (initdb wants a named user).
 */
export function serverAccount(data: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = passwd();
  const owner = existsSync(data) ? statSync(data).uid : undefined;
  if (owner) {
    const known = accounts.find((account) => account.uid === owner);
    return known ?? { name: `user ${owner}`, uid: owner, gid: owner };
  }
  for (const name of ["postgres", "nobody"]) {
    const account = accounts.find((candidate) => candidate.name === name);
    if (account) return account;
  }
  throw new Error(
    "PostgreSQL does not run as root, and this machine has neither a `postgres` nor a `nobody` user: " +
      "start as an ordinary user, or set DATABASE_URL.",
  );
}

function passwd(): Account[] {
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  return lines.map((line) => {
    const [name = "", , uid, gid] = line.split(":");
    return { name, uid: Number(uid), gid: Number(gid) };
  });
}

/** Whether the account may walk into the folder, by the mode of each folder above it. */
export function canEnter(folder: string, account: Account): boolean {
  return foldersDownTo(realpathSync(folder)).every((step) => may(account, step, 0o1));
}

export function canRead(file: string, account: Account): boolean {
  return canEnter(path.dirname(file), account) && may(account, file, 0o4);
}

export function handOver(file: string, account: Account | undefined) {
  if (account) lchownSync(file, account.uid, account.gid);
}

function foldersDownTo(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [...foldersDownTo(parent), folder];
}

function may(account: Account, file: string, right: number): boolean {
  const { uid, gid, mode } = statSync(file);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return ((mode >> shift) & right) !== 0;
}
