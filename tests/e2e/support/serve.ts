// The production server on data of its own, gone when the tests are: `node serve.ts PORT`.
import { spawn } from "node:child_process";
import { chmodSync, createWriteStream, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { openIdProvider } from "../../support/openid-provider.ts";
import { e2eEnvironment, serverLog } from "./environment.ts";

const dataDir = process.env.E2E_DATA_DIR!;
// The account of the embedded PostgreSQL passes through to its own folder.
chmodSync(dataDir, 0o755);

const port = process.argv[2]!;
// Plays Google and Apple, for as long as this process lives.
const provider = await openIdProvider(`http://localhost:${port}`);

const server = spawn(process.execPath, ["scripts/start.ts"], {
  stdio: ["inherit", "pipe", "inherit"],
  // Whatever a .env says: a variable that is set, if only to nothing, comes before it.
  env: {
    ...e2eEnvironment(),
    ...provider.variables,
    LOG_LEVEL: "info",
    NODE_ENV: "production",
    PORT: port,
  },
});

// Tests read what the log keeps; what it says beside the line of each request is shown too.
const kept = createWriteStream(serverLog());
createInterface({ input: server.stdout }).on("line", (line) => {
  kept.write(`${line}\n`);
  if (!line.startsWith('{"level":30')) console.log(line);
});

// The whole process group is told to end; this process waits for the server to have done so.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});

server.once("exit", (code) => {
  rmSync(dataDir, { recursive: true, force: true });
  process.exit(code ?? 1);
});
