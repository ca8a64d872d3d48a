import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";

/** What the build is made of. */
const sources = [
  "app",
  "db",
  "server",
  "public",
  "package-lock.json",
  "react-router.config.ts",
  "vite.config.ts",
];

const stamp = "build/.stamp";

export function isBuilt(): boolean {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === hashOfSources();
}

/** Builds for production; throws with the whole output where that fails. */
export async function build(signal?: AbortSignal): Promise<void> {
  const hash = hashOfSources();
  rmSync(stamp, { force: true });
  await run(signal);
  writeFileSync(stamp, hash);
}

function run(signal?: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, ["node_modules/@react-router/dev/bin.cjs", "build"], {
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`The build failed:\n${output}`)),
    );
  });
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  for (const file of sources.filter((source) => existsSync(source)).flatMap(filesIn)) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest("hex");
}

function filesIn(source: string): string[] {
  if (!statSync(source).isDirectory()) return [source];
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes(".test."))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
