// The production server on data of its own, gone when the tests are: `node serve.ts PORT`.
import { spawn } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { e2eEnvironment } from "./environment.ts";

const dataDir = process.env.E2E_DATA_DIR!;
// The account of the embedded PostgreSQL passes through to its own folder.
chmodSync(dataDir, 0o755);

const server = spawn(process.execPath, ["scripts/start.ts"], {
  stdio: "inherit",
  // Whatever a .env says: a variable that is set, if only to nothing, comes before it.
  env: { ...e2eEnvironment(), NODE_ENV: "production", PORT: process.argv[2] },
});

// The whole process group is told to end; this process waits for the server to have done so.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});

server.once("exit", (code) => {
  rmSync(dataDir, { recursive: true, force: true });
  process.exit(code ?? 1);
});
