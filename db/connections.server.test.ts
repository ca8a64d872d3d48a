import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { testPlatform } from "../tests/support/platform.ts";
import { openClient } from "./connections/client.ts";
import { NoFreeConnection, Unreachable } from "./connections/errors.ts";
import type { Lane } from "./connections/lane.ts";
import {
  type ConnectionLimits,
  type DatabaseName,
  DEFAULT_LIMITS,
  openConnections,
} from "./connections.server.ts";

const { platform } = await testPlatform();
const { clusters, names } = platform;

const shared = { cluster: "main", database: names.shared };
const control = { cluster: "main", database: names.control };
const admin = openClient(await clusters.address("main", "postgres", "admin"), {
  max: 1,
  applicationName: "count",
});

describe("opening", () => {
  test("as many connections open as ask at once, and are used again", async () => {
    const { connections, opened } = open();
    const first = await borrowAtOnce(connections, shared, 5);
    for (const lane of first) connections.giveBack(lane);
    const second = await borrowAtOnce(connections, shared, 5);
    for (const lane of second) connections.giveBack(lane);
    expect(second.every((lane) => first.includes(lane))).toBe(true);
    expect(opened).toHaveLength(5);
  });

  test("a database has no more than its share, however many ask", async () => {
    const { connections, opened } = open({ perDatabase: 3 });
    await Promise.all(Array.from({ length: 60 }, () => useOnce(connections, shared)));
    expect(opened).toHaveLength(3);
    await vi.waitFor(async () => expect(await backends(shared)).toBe(3));
  });

  test("all databases together have no more than the total", async () => {
    const { connections } = open({ perDatabase: 3, total: 4 });
    const work = [shared, control].flatMap((name) =>
      Array.from({ length: 40 }, () => useOnce(connections, name)),
    );
    let most = 0;
    const watch = setInterval(() => {
      const held = connections.stats().map(({ idle, busy, opening }) => idle + busy + opening);
      most = Math.max(most, ...held.slice(0, 1).map((one) => one + (held[1] ?? 0)));
    }, 1);
    await Promise.all(work);
    clearInterval(watch);
    expect(most).toBeLessThanOrEqual(4);
  });

  test("a pool at the cap takes the place of another's idle connection", async () => {
    const { connections } = open({ total: 1 });
    await useOnce(connections, shared);
    await useOnce(connections, control);
    expect(connections.stats()).toEqual([
      { ...shared, idle: 0, busy: 0, opening: 0, waiting: 0 },
      { ...control, idle: 1, busy: 0, opening: 0, waiting: 0 },
    ]);
  });

  test("who waited longest is served first, also by another database's connection", async () => {
    const { connections } = open({ total: 1 });
    const order: string[] = [];
    const lane = await connections.borrow(shared);
    const waiters = [control, shared, control].map(async (name) => {
      await useOnce(connections, name);
      order.push(name.database);
    });
    connections.giveBack(lane);
    await Promise.all(waiters);
    expect(order).toEqual([names.control, names.shared, names.control]);
  });
});

describe("closing", () => {
  test("a connection that nobody uses is closed", async () => {
    const { connections } = open({ idleMs: 60 });
    await useOnce(connections, shared);
    await vi.waitFor(async () => expect(await backends(shared)).toBe(0), 10_000);
    expect(connections.stats()[0]).toMatchObject({ idle: 0, busy: 0 });
    await useOnce(connections, shared);
  });

  test("a connection that is old is renewed", async () => {
    const { connections } = open({ lifetimeMs: 500 });
    const lane = await connections.borrow(shared);
    await sleep(600);
    connections.giveBack(lane);
    const next = await connections.borrow(shared);
    expect(next).not.toBe(lane);
    connections.giveBack(next);
  });

  test("a connection that the server ends while it is idle is not lent", async () => {
    const { connections } = open();
    const lane = await connections.borrow(shared);
    const pid = await pidOf(lane);
    connections.giveBack(lane);
    await admin`select pg_terminate_backend(${pid}, 2000)`;
    await vi.waitFor(() => expect(lane.isLost()).toBe(true));
    const next = await connections.borrow(shared);
    expect(await pidOf(next)).not.toBe(pid);
    connections.giveBack(next);
    expect(connections.stats()[0]).toMatchObject({ idle: 1, busy: 0 });
  });

  test("an eviction waits for work in flight, and new work has a fresh connection", async () => {
    const { connections } = open();
    const lane = await connections.borrow(shared);
    const work = lane.sql`select pg_sleep(0.15)`.then(() => "done");
    let evicted = false;
    const eviction = connections.evict(shared).then(() => (evicted = true));
    const fresh = await connections.borrow(shared);
    expect(fresh).not.toBe(lane);
    expect(evicted).toBe(false);
    expect(await work).toBe("done");
    connections.giveBack(lane);
    await eviction;
    expect(await backends(shared)).toBe(1);
    connections.giveBack(fresh);
  });

  test("who waits while a database is evicted is served after it", async () => {
    const { connections } = open({ perDatabase: 1, total: 1 });
    const lane = await connections.borrow(shared);
    const waiter = connections.borrow(shared);
    const eviction = connections.evict(shared);
    connections.giveBack(lane);
    const served = await waiter;
    expect(served).not.toBe(lane);
    connections.giveBack(served);
    await eviction;
  });

  test("closing waits for work in flight and refuses whoever comes after", async () => {
    const { connections } = open();
    const lane = await connections.borrow(shared);
    const closing = connections.close();
    await expect(connections.borrow(shared)).rejects.toThrow(NoFreeConnection);
    expect(await pidOf(lane)).toBeGreaterThan(0);
    connections.giveBack(lane);
    await closing;
    expect(await backends(shared)).toBe(0);
  });
});

describe("refusing", () => {
  test("a waiter is told after a while that no connection became free", async () => {
    const { connections } = open({ perDatabase: 1, waitMs: 1_000 });
    const lane = await connections.borrow(shared);
    const waiter = connections.borrow(shared);
    await expect(waiter).rejects.toThrow(
      new NoFreeConnection(`no free connection to ${names.shared} on main in 1000 ms`),
    );
    connections.giveBack(lane);
    await useOnce(connections, shared);
  });

  test("all who wait learn that the server is away, and later work finds it back", async () => {
    let away = true;
    const { connections } = open({ perDatabase: 2 }, async (name) => {
      const address = await reach(name);
      return away ? { ...address, host: "/nowhere" } : address;
    });
    const waiters = Array.from({ length: 10 }, () => connections.borrow(shared));
    for (const outcome of await Promise.allSettled(waiters)) {
      expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(Unreachable) });
    }
    away = false;
    await useOnce(connections, shared);
    expect(connections.stats()[0]).toMatchObject({ idle: 1, busy: 0, opening: 0, waiting: 0 });
  });

  test("a server that takes the call and says nothing is out of reach", async () => {
    const { connections } = open({}, async (name) => ({
      ...(await reach(name)),
      ...(await silentServer()),
    }));
    await expect(connections.borrow(shared)).rejects.toThrow(Unreachable);
  });

  test("a database that is not there is out of reach", async () => {
    const { connections } = open();
    const missing = connections.borrow({ cluster: "main", database: "nothing" });
    await expect(missing).rejects.toThrow(Unreachable);
  });
});

function open(limits: Partial<ConnectionLimits> = {}, addressOf = reach) {
  const opened: string[] = [];
  const connections = openConnections(
    (name) => {
      opened.push(name.database);
      return addressOf(name);
    },
    { ...DEFAULT_LIMITS, ...limits },
  );
  onTestFinished(async () => {
    await connections.close();
    await vi.waitFor(async () => expect(await backends(shared)).toBe(0), 10_000);
  });
  return { connections, opened };
}

type Opened = ReturnType<typeof open>["connections"];

function reach({ cluster, database }: DatabaseName) {
  return clusters.address(cluster, database, "app");
}

function borrowAtOnce(connections: Opened, name: DatabaseName, count: number) {
  return Promise.all(Array.from({ length: count }, () => connections.borrow(name)));
}

async function useOnce(connections: Opened, name: DatabaseName) {
  const lane = await connections.borrow(name);
  await lane.sql`select 1`;
  connections.giveBack(lane);
}

async function pidOf(lane: Lane): Promise<number> {
  const [row] = await lane.sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return row!.pid;
}

/** The connections of the app's role, as the server counts them. */
async function backends({ database }: DatabaseName): Promise<number> {
  const [row] = await admin<{ count: number }[]>`select count(*)::int from pg_stat_activity
    where datname = ${database} and usename = 'rsm_shared'`;
  return row!.count;
}

async function silentServer() {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { host: "127.0.0.1", port: (server.address() as net.AddressInfo).port };
}
