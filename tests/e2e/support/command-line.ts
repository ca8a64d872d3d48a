import { execFile } from "node:child_process";
import process from "node:process";
import { promisify } from "node:util";
import { e2eEnvironment } from "./environment.ts";

const run = promisify(execFile);

/** What `studio … --json` prints, on the data of the tests' server. Rejects where it exits with another code than 0. */
export async function studio(...words: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ["scripts/studio.ts", ...words, "--json"], {
    env: e2eEnvironment(),
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
