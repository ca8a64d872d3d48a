import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

/**
 * Path of a Chromium: the machine's, then Playwright's own, then Debian's, installed where one is
 * root. Says which it took; throws where there is none. `CHROMIUM_PATH` comes before all of them.
 */
export function chooseChromium(): string {
  // The shell draws no window: the journeys take half the time.
  const machine = onPath(shell, "chromium", "chromium-browser", "google-chrome", "chrome");
  if (machine) return take(machine, "the machine's");

  const bundled = chromium.executablePath();
  if (existsSync(bundled)) return take(bundled, "Playwright's");

  const installed = process.getuid?.() === 0 && onPath("apt-get") && installChromium();
  if (installed) return take(installed, "installed with apt-get");

  throw new Error(
    "The browser tests need Chromium: set CHROMIUM_PATH, or run `npx playwright install chromium`.",
  );
}

const shell = "chromium-headless-shell";

function take(path: string, whose: string): string {
  console.log(`Browser: ${path} (${whose})`);
  return path;
}

function onPath(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installChromium(): string | undefined {
  console.log(`Browser: none here, so apt-get installs ${shell} …`);
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const command of [["update"], ["install", "-y", "--no-install-recommends", shell]]) {
    execFileSync("apt-get", ["-q", ...command], { stdio: "inherit", env: environment });
  }
  return onPath(shell);
}
