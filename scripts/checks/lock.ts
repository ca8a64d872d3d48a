import { readFileSync } from "node:fs";
import { report, type Finding } from "./finding.ts";

type Lock = { packages: Record<string, LockedPackage> };
type LockedPackage = {
  resolved?: string;
  link?: boolean;
  optionalDependencies?: Record<string, string>;
};

/** Optional packages that no registry copy of ours has; each with the reason to do without. */
const knownMissing = new Map<string, string>();

/**
 * A lock file that `npm ci` can follow on every platform. npm drops an optional package that the
 * registry lacks at that moment without a word, and `npm ci` then refuses the lock elsewhere.
 */
export function checkLock(lock: Lock, missing: ReadonlyMap<string, string> = knownMissing) {
  return Object.entries(lock.packages).flatMap(([path, locked]): Finding[] => [
    ...Object.keys(locked.optionalDependencies ?? {})
      .filter((name) => !missing.has(name) && !isLocked(lock, path, name))
      .map((name) => ({
        ...at,
        message: `${nameOf(path)} names the optional package ${name}, which is not locked`,
        why: "npm drops what the registry lacks at that moment, and `npm ci` then fails elsewhere",
        instead: "take the version before, or name it in knownMissing with its reason",
      })),
    ...(locked.resolved && !locked.link
      ? [
          {
            ...at,
            message: `${nameOf(path)} is locked to a download address`,
            why: "an address binds everyone to one machine's registry",
            instead: "run npm install with this folder's .npmrc (omit-lockfile-registry-resolved)",
          },
        ]
      : []),
  ]);
}

const at = { file: "package-lock.json", line: 1 };

/** Node's own search: beside the package, then in each folder above. */
function isLocked(lock: Lock, path: string, name: string): boolean {
  const above = path.lastIndexOf("node_modules/");
  if (lock.packages[path === "" ? `node_modules/${name}` : `${path}/node_modules/${name}`]) {
    return true;
  }
  return path !== "" && isLocked(lock, path.slice(0, Math.max(above - 1, 0)), name);
}

function nameOf(path: string): string {
  return path === "" ? "package.json" : path.slice(path.lastIndexOf("node_modules/") + 13);
}

if (import.meta.main) {
  report(checkLock(JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock));
}
