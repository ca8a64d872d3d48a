import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { defineConfig } from "@playwright/test";
import { chooseChromium } from "./tests/e2e/support/chromium.ts";

const port = Number(process.env.E2E_PORT ?? 3140);

// Chosen once: the workers read this file too, and inherit the choice.
process.env.CHROMIUM_PATH ??= chooseChromium();
// Where the server keeps its data: the operators' command line works on the same.
process.env.E2E_DATA_DIR ??= mkdtempSync(path.join(tmpdir(), "rsm-e2e-"));

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "*.test.ts",
  fullyParallel: true,
  workers: 2,
  // Waits for a busy machine. No journey is timed.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: "list",
  use: {
    baseURL: `http://localhost:${port}`,
    browserName: "chromium",
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    viewport: { width: 1440, height: 900 },
    // A trace of everything doubles the time: E2E_TRACE=1 keeps those of failed tests.
    trace: process.env.E2E_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      // Nothing but the app is asked over the network, also where the browser runs as root.
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: `exec node tests/e2e/support/serve.ts ${port}`,
    url: `http://localhost:${port}/ready`,
    timeout: 180_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
  },
});
