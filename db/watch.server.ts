import { setTimeout as sleep } from "node:timers/promises";
import type { Address } from "./connections/address.ts";
import { type Lane, openLane } from "./connections/lane.ts";
import { channelOf, WATCHED } from "./wakes.server.ts";

export type WatchTimes = {
  /** The connection stays for so long after the last has ceased to watch. */
  lingerMs: number;
  /** How often it is asked whether it is still there, and how long it may take to answer. */
  pingMs: number;
  answerMs: number;
};

export const WATCH_TIMES: WatchTimes = { lingerMs: 60_000, pingMs: 20_000, answerMs: 5_000 };

export type Watching = {
  /** From when on nothing that is committed goes unnoticed. Waits where the control database is away. */
  ready: Promise<void>;
  stop(): void;
};

/** The studio was written to, or may have been: the connection was away meanwhile. */
type OnWake = () => void;

type Connection = { lane: Lane; heard: Map<string, Promise<void>>; pinger: NodeJS.Timeout };

/**
 * Listens for studios that were written to, on one connection of the process to the control database,
 * wherever they live: a studio that moves is listened to as before. It is opened when the first studio
 * is watched. It may not go through a pooler, which would give what it listens for to others.
 */
export function openWatch(reach: () => Promise<Address>, times: WatchTimes = WATCH_TIMES) {
  const watched = new Map<string, Set<OnWake>>();
  let connection: Connection | undefined;
  let connecting: Promise<Connection> | undefined;
  let lingering: NodeJS.Timeout | undefined;
  let closed = false;

  return { watch, close };

  function watch(studioId: string, onWake: OnWake): Watching {
    clearTimeout(lingering);
    const channel = channelOf(studioId);
    const ears = watched.get(channel) ?? new Set();
    watched.set(channel, ears.add(onWake));
    const ready = hearFrom(channel);
    ready.catch(ignored);
    return {
      ready,
      stop() {
        ears.delete(onWake);
        if (ears.size > 0 || watched.get(channel) !== ears) return;
        watched.delete(channel);
        if (connection) leave(connection, channel);
        if (watched.size === 0) lingering = setTimeout(() => void hangUp(), times.lingerMs).unref();
      },
    };
  }

  async function close(): Promise<void> {
    closed = true;
    watched.clear();
    clearTimeout(lingering);
    await connecting?.catch(ignored);
    await hangUp();
  }

  async function hearFrom(channel: string): Promise<void> {
    for (;;) {
      const current = await connected();
      try {
        return await hear(current, channel);
      } catch (error) {
        if (!current.lane.isLost()) throw error;
      }
    }
  }

  async function connected(): Promise<Connection> {
    if (connection && !connection.lane.isLost()) return connection;
    connecting ??= connect().finally(() => (connecting = undefined));
    return connecting;
  }

  /** Tries until it has one, or nobody watches any more. */
  async function connect(): Promise<Connection> {
    for (let attempt = 0; ; attempt += 1) {
      if (closed || watched.size === 0) throw new Error("nobody watches any more");
      try {
        const lane = await openLane(await reach(), {
          applicationName: "rsm watch",
          onNotify: (channel) => wake(watched.get(channel)),
          onLost: reconnect,
        });
        const heard = new Map<string, Promise<void>>();
        const pinger = setInterval(() => void ping(lane), times.pingMs).unref();
        connection = { lane, heard, pinger };
        await Promise.all([...watched.keys()].map((channel) => hear({ lane, heard }, channel)));
        return connection;
      } catch {
        await sleep(Math.random() * Math.min(50 * 2 ** attempt, 5_000), undefined, { ref: false });
      }
    }
  }

  function reconnect(lane: Lane): void {
    if (connection?.lane !== lane) return;
    clearInterval(connection.pinger);
    connection = undefined;
    // What was written meanwhile was told to nobody: all look again.
    const wakeAll = () => watched.forEach(wake);
    if (!closed && watched.size > 0) connected().then(wakeAll, ignored);
  }

  /** A connection that was cut somewhere between says nothing of it. */
  async function ping(lane: Lane): Promise<void> {
    const answer = lane.sql.unsafe("select 1").then(() => true, ignored);
    if (await Promise.race([answer, sleep(times.answerMs, false, { ref: false })])) return;
    reconnect(lane);
    await lane.close();
  }

  async function hangUp(): Promise<void> {
    const last = connection;
    if (!last || watched.size > 0) return;
    connection = undefined;
    clearInterval(last.pinger);
    await last.lane.close();
  }
}

export type Watch = ReturnType<typeof openWatch>;

type Hearing = Pick<Connection, "lane" | "heard">;

function hear({ lane, heard }: Hearing, channel: string): Promise<void> {
  const known = heard.get(channel);
  if (known) return known;
  const hearing = run(
    lane,
    `listen "${channel}"; select pg_advisory_lock_shared(${lockOf(channel)})`,
  );
  heard.set(channel, hearing);
  return hearing;
}

function leave({ lane, heard }: Hearing, channel: string): void {
  if (!heard.delete(channel)) return;
  run(lane, `unlisten "${channel}"; select pg_advisory_unlock_shared(${lockOf(channel)})`).catch(
    ignored,
  );
}

async function run(lane: Lane, statements: string): Promise<void> {
  await lane.sql.unsafe(statements).simple();
}

function lockOf(channel: string): string {
  return `${WATCHED.space}, hashtext('${channel}') & ${WATCHED.locks - 1}`;
}

function wake(ears: Iterable<OnWake> = []): void {
  for (const onWake of ears) onWake();
}

function ignored(): undefined {}
