import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { type Account, canEnter, serverAccount } from "./account.ts";

/** Where a cluster lives, and as whom. Every process that asks works it out alike. */
export type ClusterPlace = {
  name: string;
  account: Account | undefined;
  /** The data folder that holds the clusters. */
  base: string;
  /** Holds `data`, `password`, `server.log` and what the processes tell each other. */
  home: string;
  data: string;
  socketDir: string;
  /** Set where the server's account cannot reach `dataDir`: the folder that serves instead. */
  elsewhere: string | undefined;
};

export function clusterPlace(name: string, dataDir: string): ClusterPlace {
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(name)) throw new Error(`"${name}" is no name for a cluster.`);
  makeFolder(dataDir);
  const here = realpathSync(dataDir);
  const moved = readElsewhere(here);
  const homeIn = (base: string) => path.join(base, "clusters", name);
  const account = serverAccount(path.join(homeIn(moved ?? here), "data"));

  const stays = !moved && (!account || canEnter(here, account));
  if (!stays && !moved && existsSync(path.join(here, "clusters"))) {
    throw new Error(
      `PostgreSQL runs as ${account?.name} and cannot reach its data in ${here}: ` +
        `let others pass through the folders above (chmod o+x), or move the project.`,
    );
  }
  const elsewhere = stays ? undefined : (moved ?? chooseElsewhere(here));
  const base = elsewhere ?? here;
  const home = homeIn(base);
  return {
    name,
    account,
    base,
    home,
    data: path.join(home, "data"),
    socketDir: socketFolder(home),
    elsewhere,
  };
}

export function makeHome({ home }: ClusterPlace) {
  makeFolder(home);
}

/** Written down once: the data stay their project's wherever it moves, and no later clone's. */
function elsewhereFile(dataDir: string): string {
  return path.join(dataDir, "elsewhere");
}

function readElsewhere(dataDir: string): string | undefined {
  const file = elsewhereFile(dataDir);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}

// Linked into place whole: of two processes that choose at once, one decides for both.
function chooseElsewhere(dataDir: string): string {
  const parent = existsSync("/var/lib") ? "/var/lib" : os.tmpdir();
  const id = randomBytes(6).toString("hex");
  const draft = `${elsewhereFile(dataDir)}.${process.pid}`;
  writeFileSync(draft, `${path.join(parent, "recording-studio-manager", id)}\n`);
  try {
    linkSync(draft, elsewhereFile(dataDir));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readElsewhere(dataDir) ?? chooseElsewhere(dataDir);
}

// A socket's whole path holds 107 bytes, of which PostgreSQL's own name takes 20 at most.
function socketFolder(home: string): string {
  const near = path.join(home, "socket");
  return Buffer.byteLength(near) <= 87 ? near : path.join(os.tmpdir(), `rsm-${short(home)}`);
}

function short(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

// Others may pass, whatever the umask: the server's account walks through to its own folder.
function makeFolder(folder: string) {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}
