import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterEach, expect, test } from "vitest";
import {
  clusterExists,
  type EmbeddedCluster,
  holdCluster,
  type HoldOptions,
} from "../embedded.server.ts";
import { keeperOf, readServing } from "./holders.ts";
import { identityOf, isAlive, pidOf } from "./identity.ts";

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

test("a cluster keeps what it was given from one start to the next", async () => {
  const { dataDir } = folder();
  expect(clusterExists("main", dataDir)).toBe(false);
  const first = await hold(dataDir);
  await query(first, "create table t as select 7 as n");
  await first.release();
  expect(server(dataDir)).toBeUndefined();

  expect(clusterExists("main", dataDir)).toBe(true);
  expect(await query(await hold(dataDir), "select n from t")).toEqual([{ n: 7 }]);
});

test("the settings that a move between clusters needs are on, and text sorts alike everywhere", async () => {
  const cluster = await hold(folder().dataDir);
  const [settings] = await query(
    cluster,
    `select current_setting('wal_level') wal, current_setting('listen_addresses') listens,
      current_setting('TimeZone') zone, datlocprovider provider, datlocale locale,
      pg_encoding_to_char(encoding) encoding
    from pg_database where datname = 'template1'`,
  );
  expect(settings).toEqual({
    wal: "logical",
    listens: "",
    zone: "UTC",
    provider: "b",
    locale: "C.UTF-8",
    encoding: "UTF8",
  });
});

test("nobody comes in without the password", async () => {
  const cluster = await hold(folder().dataDir);
  await expect(query({ ...cluster, password: "guess" }, "select 1")).rejects.toThrow(
    /password authentication failed/,
  );
});

test("the last of several holders stops the server", async () => {
  const { dataDir } = folder();
  const [first, second] = await Promise.all([hold(dataDir), hold(dataDir)]);
  await first.release();
  expect(await query(second, "select 1 as n")).toEqual([{ n: 1 }]);
  await second.release();
  expect(server(dataDir)).toBeUndefined();
});

test("two processes that start a new cluster at once share one server", async () => {
  const { dataDir } = folder();
  const holders = [holderProcess(dataDir), holderProcess(dataDir)];
  await Promise.all(holders.map(({ ready }) => ready));
  expect(readdirSync(path.join(home(dataDir), "holders"))).toHaveLength(2);
  expect(server(dataDir)).toBeDefined();
});

test("a holder that was killed takes the server from nobody, and leaves none behind", async () => {
  const { dataDir } = folder();
  const killed = holderProcess(dataDir);
  await killed.ready;
  const cluster = await hold(dataDir);
  killed.child.kill("SIGKILL");
  await sleep(1_500);
  expect(await query(cluster, "select 1 as n")).toEqual([{ n: 1 }]);
  await cluster.release();

  const last = holderProcess(dataDir);
  await last.ready;
  last.child.kill("SIGKILL");
  await eventually(() => server(dataDir) === undefined);
});

test("a server that was killed comes back with all that was committed", async () => {
  const { dataDir } = folder();
  const cluster = await hold(dataDir, { durability: "full" });
  await query(cluster, "create table t as select 7 as n");
  const killed = server(dataDir);
  process.kill(pidOf(killed ?? ""), "SIGKILL");
  await eventually(() => ![undefined, killed].includes(server(dataDir)));
  expect(await query(cluster, "select n from t")).toEqual([{ n: 7 }]);
});

test("a keeper that was killed is replaced, and its server goes on", async () => {
  const { dataDir } = folder();
  const cluster = await hold(dataDir);
  const [running, keeper] = [server(dataDir), keeperOf(home(dataDir))];
  process.kill(pidOf(keeper ?? ""), "SIGKILL");
  await eventually(() => ![undefined, keeper].includes(keeperOf(home(dataDir))));
  expect(await query(cluster, "select 1 as n")).toEqual([{ n: 1 }]);
  expect(server(dataDir)).toBe(running);
  await cluster.release();
  expect(isAlive(running ?? "")).toBe(false);
});

test("a keeper and the last holder killed together leave a server that the next one takes over", async () => {
  const { dataDir } = folder();
  const holder = holderProcess(dataDir);
  await holder.ready;
  const running = server(dataDir);
  const keeper = keeperOf(home(dataDir)) ?? "";
  process.kill(pidOf(keeper), "SIGKILL");
  holder.child.kill("SIGKILL");
  // A signal is on its way for a moment: until then both of them still count.
  await eventually(() => !isAlive(keeper) && holder.child.signalCode !== null);
  const cluster = await hold(dataDir);
  expect(server(dataDir)).toBe(running);
  await cluster.release();
  expect(isAlive(running ?? "")).toBe(false);
});

test("a pid file whose pid now belongs to a stranger does not stop the start", async () => {
  const { dataDir } = folder();
  await (await hold(dataDir)).release();
  const data = path.join(home(dataDir), "data");
  writeFileSync(
    path.join(data, "postmaster.pid"),
    `${process.pid}\n${data}\n1\n5432\n/nowhere\n\n  1 1\nready   \n`,
  );
  expect(await query(await hold(dataDir), "select 1 as n")).toEqual([{ n: 1 }]);
});

test("files that a killed initdb left half-made are made anew", async () => {
  const { dataDir } = folder();
  const leftover = path.join(home(dataDir), "data.4000000-1");
  mkdirSync(path.join(leftover, "base"), { recursive: true });
  expect(await query(await hold(dataDir), "select 1 as n")).toEqual([{ n: 1 }]);
  expect(existsSync(leftover)).toBe(false);
});

test("a server that does not start says why", async () => {
  const { dataDir } = folder();
  await (await hold(dataDir)).release();
  writeFileSync(path.join(home(dataDir), "data", "PG_VERSION"), "12\n");
  await expect(hold(dataDir)).rejects.toThrow(
    /did not start.*server\.log.*initialized by PostgreSQL version 12/s,
  );
});

test("it listens on loopback where a port is asked for", async () => {
  const { dataDir } = folder();
  const cluster = await hold(dataDir, { tcpPort: 3127 });
  expect(await query({ ...cluster, socketDir: "127.0.0.1" }, "select 1 as n")).toEqual([{ n: 1 }]);
  await expect(hold(dataDir, { tcpPort: 3128 })).rejects.toThrow(
    /runs already and does not listen on port 3128/,
  );
});

test("a data folder with a long path gets a socket that is short enough", async () => {
  const { dataDir } = folder();
  const cluster = await hold(path.join(dataDir, "a-long-name".repeat(10)));
  expect(await query(cluster, "select 1 as n")).toEqual([{ n: 1 }]);
  await cluster.release();
  expect(existsSync(cluster.socketDir)).toBe(false);
});

test.runIf(process.getuid?.() === 0)(
  "as root, data that the server's account cannot reach go where it can, and the start says where",
  async () => {
    const { root, dataDir } = folder();
    chmodSync(root, 0o700);
    const notices: string[] = [];
    const cluster = await hold(dataDir, { onNotice: (line) => notices.push(line) });
    const base = /its data are in (.+)\.$/.exec(notices.join())?.[1] ?? "";
    closers.unshift(() => rmSync(base, { recursive: true, force: true }));
    expect(await query(cluster, "select 1 as n")).toEqual([{ n: 1 }]);
    expect(existsSync(path.join(base, "clusters/main/data/PG_VERSION"))).toBe(true);
    await cluster.release();

    // Reachable by now, but the data stay where they were first made.
    chmodSync(root, 0o755);
    expect(clusterExists("main", dataDir)).toBe(true);
    expect(await query(await hold(dataDir), "select 1 as n")).toEqual([{ n: 1 }]);
    expect(existsSync(home(dataDir))).toBe(false);
  },
);

/** A data folder that any account may reach, removed when the test is done. */
function folder() {
  const root = mkdtempSync(path.join(os.tmpdir(), "rsm-cluster-"));
  chmodSync(root, 0o755);
  closers.push(() => rmSync(root, { recursive: true, force: true }));
  return { root, dataDir: path.join(root, "data") };
}

async function hold(dataDir: string, options: Partial<HoldOptions> = {}) {
  const cluster = await holdCluster("main", { dataDir, durability: "none", ...options });
  closers.push(() => cluster.release());
  return cluster;
}

function holderProcess(dataDir: string): { child: ChildProcess; ready: Promise<void> } {
  const door = path.join(import.meta.dirname, "..", "embedded.server.ts");
  const code = `
    const { holdCluster } = await import(${JSON.stringify(door)});
    await holdCluster("main", { dataDir: ${JSON.stringify(dataDir)}, durability: "none" });
    process.send("ready");`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  closers.push(async () => {
    child.kill("SIGKILL");
    await eventually(() => server(dataDir) === undefined);
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", (code) => reject(new Error(`the holder ended with ${code}`)));
  });
  return { child, ready };
}

async function query(cluster: EmbeddedCluster, text: string) {
  const { socketDir: host, port, user, password } = cluster;
  const sql = postgres({ host, port, user, password, database: "postgres", max: 1 });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end();
  }
}

function home(dataDir: string) {
  return path.join(dataDir, "clusters", "main");
}

/** The living server of a cluster. */
function server(dataDir: string) {
  const file = path.join(home(dataDir), "data", "postmaster.pid");
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : 0;
  const serving = readServing(home(dataDir));
  return serving && pidOf(serving.postmaster) === pid ? identityOf(pid) : undefined;
}

async function eventually(condition: () => boolean) {
  for (const deadline = Date.now() + 10_000; !condition(); await sleep(50)) {
    if (Date.now() > deadline) throw new Error(`not so after ten seconds: ${String(condition)}`);
  }
}
