import type { Address } from "./connections/address.ts";
import { codeOf, isLoginRefused, NoFreeConnection, Unreachable } from "./connections/errors.ts";
import { type Lane, openLane } from "./connections/lane.ts";

/** A database on a cluster: what a pool is for. */
export type DatabaseName = { cluster: string; database: string };

export type ConnectionLimits = {
  /** Connections in all pools together. */
  total: number;
  /** Connections to one database. */
  perDatabase: number;
  /** An unused connection is closed after this; a studio that sleeps holds none. */
  idleMs: number;
  /** A connection is renewed after this: one that has served many schemas holds memory for each. */
  lifetimeMs: number;
  /** How long a borrower waits for a free connection. */
  waitMs: number;
};

export const DEFAULT_LIMITS: ConnectionLimits = {
  total: 60,
  perDatabase: 16,
  idleMs: 30_000,
  lifetimeMs: 30 * 60_000,
  waitMs: 10_000,
};

type Pool = {
  name: DatabaseName;
  idle: { lane: Lane; since: number }[];
  busy: Set<Lane>;
  opening: number;
  closing: number;
  evicted: boolean;
  onDrained: (() => void)[];
};

type Waiter = {
  pool: Pool;
  turn: number;
  resolve: (lane: Lane) => void;
  reject: (error: Error) => void;
};

export type Connections = ReturnType<typeof openConnections>;

/**
 * The only place that opens connections for studios: one pool a database, opened once however many
 * ask at once, all under one cap. A pool at the cap takes the place of another's idle connection.
 * `addressOf` says how the app signs in to a database, and starts its cluster where it must; asked
 * afresh, it takes nothing from memory.
 */
export function openConnections(
  addressOf: (name: DatabaseName, afresh: boolean) => Promise<Address>,
  limits: ConnectionLimits = DEFAULT_LIMITS,
) {
  const pools = new Map<string, Pool>();
  const owners = new WeakMap<Lane, Pool>();
  const waiting: Waiter[] = [];
  let turns = 0;
  let total = 0;
  let closed = false;
  const sweeper = setInterval(sweep, Math.max(50, limits.idleMs / 4));
  sweeper.unref();

  return { borrow, giveBack, evict, stats, close };

  /** A connection for one transaction. Rejects with NoFreeConnection or Unreachable. */
  async function borrow(name: DatabaseName): Promise<Lane> {
    if (closed) throw new NoFreeConnection("the app is closing");
    const pool = poolOf(name);
    const lane = takeIdle(pool);
    if (lane) return lane;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(waiter), 1);
        reject(
          new NoFreeConnection(
            `no free connection to ${name.database} on ${name.cluster} in ${limits.waitMs} ms`,
          ),
        );
      }, limits.waitMs);
      const waiter: Waiter = {
        pool,
        turn: ++turns,
        resolve: (free) => (clearTimeout(timer), resolve(free)),
        reject: (error) => (clearTimeout(timer), reject(error)),
      };
      waiting.push(waiter);
      serve();
    });
  }

  /** What was sent on the lane may still be under way: it is answered in order. */
  function giveBack(lane: Lane): void {
    const pool = owners.get(lane);
    if (!pool?.busy.delete(lane)) return;
    if (lane.isLost()) total -= 1;
    else if (pool.evicted || closed || Date.now() - lane.openedAt > limits.lifetimeMs)
      void retire(pool, lane);
    else pool.idle.push({ lane, since: Date.now() });
    settle(pool);
    serve();
  }

  /** Closes a database's connections once the work in flight is done; the next borrower opens anew. */
  async function evict(name: DatabaseName): Promise<void> {
    const key = keyOf(name);
    const pool = pools.get(key);
    if (!pool) return;
    pools.delete(key);
    pool.evicted = true;
    for (const waiter of waiting) if (waiter.pool === pool) waiter.pool = poolOf(name);
    for (const { lane } of pool.idle.splice(0)) void retire(pool, lane);
    serve();
    await new Promise<void>((resolve) => {
      pool.onDrained.push(resolve);
      settle(pool);
    });
  }

  /** Connections by database, as they are now. */
  function stats() {
    return [...pools.values()].map(({ name, idle, busy, opening }) => ({
      ...name,
      idle: idle.length,
      busy: busy.size,
      opening,
      waiting: waiting.filter((waiter) => waiter.pool.name === name).length,
    }));
  }

  async function close(): Promise<void> {
    closed = true;
    clearInterval(sweeper);
    for (const waiter of waiting.splice(0))
      waiter.reject(new NoFreeConnection("the app is closing"));
    await Promise.all([...pools.values()].map((pool) => evict(pool.name)));
  }

  function poolOf(name: DatabaseName): Pool {
    const key = keyOf(name);
    let pool = pools.get(key);
    if (!pool) {
      pool = {
        name: { cluster: name.cluster, database: name.database },
        idle: [],
        busy: new Set(),
        opening: 0,
        closing: 0,
        evicted: false,
        onDrained: [],
      };
      pools.set(key, pool);
    }
    return pool;
  }

  function takeIdle(pool: Pool): Lane | undefined {
    for (let found = pool.idle.pop(); found; found = pool.idle.pop()) {
      if (found.lane.isLost()) continue;
      pool.busy.add(found.lane);
      return found.lane;
    }
    return undefined;
  }

  /** First come, first served, past those whose own pool is full. */
  function serve(): void {
    const opened = new Map<Pool, number>();
    for (const waiter of [...waiting]) {
      const { pool } = waiter;
      const lane = takeIdle(pool);
      if (lane) {
        waiting.splice(waiting.indexOf(waiter), 1);
        waiter.resolve(lane);
        continue;
      }
      // Connections on their way are spoken for by the waiters before this one.
      const spokenFor = opened.get(pool) ?? 0;
      opened.set(pool, spokenFor + 1);
      if (spokenFor < pool.opening) continue;
      if (pool.busy.size + pool.idle.length + pool.opening >= limits.perDatabase) continue;
      if (total >= limits.total && !closeOldestIdle()) continue;
      void open(pool);
    }
  }

  async function open(pool: Pool): Promise<void> {
    const lastTurn = turns;
    total += 1;
    pool.opening += 1;
    try {
      const lane = await signIn(pool.name);
      owners.set(lane, pool);
      pool.opening -= 1;
      pool.busy.add(lane);
      giveBack(lane);
    } catch (cause) {
      total -= 1;
      pool.opening -= 1;
      const error = new Unreachable(
        `${pool.name.database} on ${pool.name.cluster} cannot be reached`,
        { cause },
      );
      // Who came while this one failed is tried anew: the server may be back.
      const told = waiting.filter((each) => each.pool === pool && each.turn <= lastTurn);
      for (const waiter of told) {
        waiting.splice(waiting.indexOf(waiter), 1);
        waiter.reject(error);
      }
      settle(pool);
      serve();
    }
  }

  /** Who is refused may have signed in with what was true before: that is asked for afresh, once. */
  async function signIn(name: DatabaseName): Promise<Lane> {
    const given = {
      applicationName: "rsm",
      settings: { statement_timeout: "30s", idle_in_transaction_session_timeout: "15s" },
      onLost: forget,
    };
    try {
      return await openLane(await addressOf(name, false), given);
    } catch (error) {
      // 42501: a login that may not connect here any more.
      if (!isLoginRefused(error) && codeOf(error) !== "42501") throw error;
      return openLane(await addressOf(name, true), given);
    }
  }

  /** A lane that the server closed while it was idle; a busy one is counted off when it comes back. */
  function forget(lane: Lane): void {
    const pool = owners.get(lane);
    const at = pool?.idle.findIndex((each) => each.lane === lane) ?? -1;
    if (!pool || at < 0) return;
    pool.idle.splice(at, 1);
    total -= 1;
    serve();
  }

  function closeOldestIdle(): boolean {
    const withIdle = [...pools.values()].filter((pool) => pool.idle.length > 0);
    const oldest = withIdle.sort((a, b) => a.idle[0]!.since - b.idle[0]!.since)[0];
    const entry = oldest?.idle.shift();
    if (!oldest || !entry) return false;
    void retire(oldest, entry.lane);
    return true;
  }

  async function retire(pool: Pool, lane: Lane): Promise<void> {
    total -= 1;
    pool.closing += 1;
    await lane.close();
    pool.closing -= 1;
    settle(pool);
  }

  function sweep(): void {
    const before = Date.now() - limits.idleMs;
    for (const pool of pools.values()) {
      while (pool.idle[0] && pool.idle[0].since < before)
        void retire(pool, pool.idle.shift()!.lane);
    }
  }

  function settle(pool: Pool): void {
    if (!pool.evicted || pool.busy.size + pool.opening + pool.closing > 0) return;
    for (const resolve of pool.onDrained.splice(0)) resolve();
  }
}

function keyOf({ cluster, database }: DatabaseName): string {
  return `${cluster}/${database}`;
}
