import process from "node:process";
import { hashPassword } from "#app/identity/passwords.server.ts";
import { installationClusters } from "#db/admin-urls.server.ts";
import { type Environment, EnvironmentError, loadEnvironment } from "#db/environment.server.ts";
import { prepare } from "#db/prepare.server.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "#db/seeds/demo-accounts.ts";
import { expectFreePort, PortInUse, serve } from "../../server/index.ts";
import { build, isBuilt } from "./build.ts";
import { bold, dim, green, print, step } from "./steps.ts";

type Close = () => Promise<void>;

/** From nothing to a served app, and back: ends this process when it is told to, or cannot start. */
export async function runApplication(): Promise<never> {
  const closers: Close[] = [];
  const ending = endingSignal();
  const interrupted = new Promise<number>((resolve) =>
    ending.addEventListener("abort", () => resolve(codeOf(ending)), { once: true }),
  );
  const started = start(closers, ending).then(
    () => 0,
    (error: unknown) => {
      if (ending.aborted) return codeOf(ending);
      explain(error);
      return 1;
    },
  );
  const code = await Promise.race([started, interrupted]);
  if (code === 0) await interrupted;
  if (ending.aborted) print(dim("Ending …"));
  for (const close of closers.toReversed()) await close();
  process.exit(code);
}

/** Leaves in `closers` what is to be closed, the last first. */
async function start(closers: Close[], ending: AbortSignal) {
  const begin = performance.now();
  print();
  print(bold("Recording Studio Manager"));
  print();
  const environment = loadEnvironment();
  await expectFreePort(environment);

  const clusters = installationClusters(environment, (line) => print(line));
  closers.push(clusters.release);
  const { adminUrls, inUse } = clusters;
  if (!environment.databaseUrl) {
    for (const name of inUse) {
      await step(`PostgreSQL (${name})`, () => Promise.resolve(adminUrls[name]?.()));
    }
  }
  await step("Databases", (onStep) => prepare({ environment, adminUrls, hashPassword, onStep }));
  if (environment.production && !isBuilt()) await step("Build", () => build(ending));

  const server = await step("Server", () => serve(environment, adminUrls));
  closers.push(server.stop);
  printWelcome(environment, performance.now() - begin);
}

function printWelcome(environment: Environment, milliseconds: number) {
  print();
  print(`${green("Ready")} in ${(milliseconds / 1000).toFixed(1)} s: ${bold(environment.appUrl)}`);
  if (environment.demo) {
    print();
    print(`The demo's accounts, with the password ${bold(DEMO_PASSWORD)}:`);
    for (const { email, name, isOperator, studios } of DEMO_ACCOUNTS) {
      const where = isOperator ? "operations" : studios.map(({ slug }) => slug).join(", ");
      print(`  ${email.padEnd(24)} ${name.padEnd(20)} ${dim(where)}`);
    }
  }
  print();
  print(dim("Ctrl-C ends it."));
  print();
}

/** Aborts when this process is told to end; at the second time it ends at once. */
function endingSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(codeOf(controller.signal));
      controller.abort(name);
    });
  }
  return controller.signal;
}

/** Of a process that a signal ended: by convention 128 and the signal's number. */
function codeOf(ending: AbortSignal): number {
  return ending.reason === "SIGINT" ? 130 : 143;
}

function explain(error: unknown) {
  const expected = error instanceof EnvironmentError || error instanceof PortInUse;
  print();
  for (const line of String(expected ? error.message : (error as Error).stack).split("\n")) {
    process.stderr.write(`  ${line}\n`);
  }
  process.stderr.write("\n");
}
