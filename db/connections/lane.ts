import net from "node:net";
import postgres from "postgres";
import type { Address } from "./address.ts";

/**
 * One connection that never reconnects. A driver that quietly opened another under a running
 * transaction would run its rest outside, or inside somebody else's: a lane that is lost stays lost.
 */
export type Lane = {
  /** Queries are sent in order, in one flight where none is awaited. */
  readonly sql: postgres.Sql;
  /** The server closed the connection, or we did. */
  readonly isLost: () => boolean;
  readonly openedAt: number;
  /** Lets what was sent finish (5 seconds at most), then closes. */
  close(): Promise<void>;
};

export type LaneSettings = {
  applicationName: string;
  /** Settings of the connection, as in postgresql.conf. */
  settings?: Record<string, string | number>;
  onLost?: (lane: Lane) => void;
  /** What the connection listens for. */
  onNotify?: (channel: string) => void;
};

const CONNECT_TIMEOUT_MS = 5_000;

/** Rejects with the reason where the server is away, refuses, or does not have the database. */
export async function openLane(address: Address, given: LaneSettings): Promise<Lane> {
  let lost = false;
  let taken = false;
  const sql = postgres({
    host: address.host,
    port: address.port,
    database: address.database,
    username: address.user,
    password: address.password,
    ssl: address.tls ? "require" : false,
    max: 1,
    fetch_types: false,
    idle_timeout: undefined,
    max_lifetime: null,
    connect_timeout: CONNECT_TIMEOUT_MS / 1000,
    onnotice: () => {},
    onnotify: given.onNotify,
    connection: { application_name: given.applicationName, ...given.settings },
    // Called for every connection that the client opens: there is to be one.
    socket: () => {
      if (taken) throw new Error("the connection was lost");
      taken = true;
      return connect(address);
    },
    onclose: () => {
      lost = true;
      // Rejects what the client still queues: nothing may wait for a connection that will not come.
      void sql.end({ timeout: 0 });
      given.onLost?.(lane);
    },
  } as postgres.Options<Record<string, postgres.PostgresType>>);
  const lane: Lane = {
    sql,
    isLost: () => lost,
    openedAt: Date.now(),
    close: async () => {
      lost = true;
      await sql.end({ timeout: 5 });
    },
  };
  try {
    await sql.unsafe("select 1");
    return lane;
  } catch (error) {
    lost = true;
    await sql.end({ timeout: 0 });
    throw error;
  }
}

function connect({ host, port }: Address): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = host.startsWith("/")
      ? net.connect(`${host}/.s.PGSQL.${port}`)
      : net.connect(port, host);
    const timer = setTimeout(
      () => socket.destroy(new Error(`no answer from ${host} within ${CONNECT_TIMEOUT_MS} ms`)),
      CONNECT_TIMEOUT_MS,
    );
    socket.once("error", reject);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.removeListener("error", reject);
      socket.setNoDelay(true);
      resolve(socket);
    });
    socket.once("close", () => clearTimeout(timer));
  });
}
