import postgres from "postgres";
import type { Address } from "./address.ts";

/**
 * A client that keeps up to `max` connections and reconnects by itself: for the control database
 * and for the work of operators. Studios are reached through `connections.server.ts` alone.
 */
export function openClient(
  address: Address,
  given: {
    max: number;
    applicationName: string;
    settings?: Record<string, string | number>;
    /** Asked anew for each connection: a client that stays may see the password change. */
    password?: () => Promise<string>;
  },
): postgres.Sql {
  return postgres({
    // A host with a slash is a socket's folder; the driver takes the file.
    ...(address.host.startsWith("/")
      ? { path: `${address.host}/.s.PGSQL.${address.port}` }
      : { host: address.host, port: address.port }),
    database: address.database,
    username: address.user,
    password: given.password ?? address.password,
    ssl: address.tls ? "require" : false,
    max: given.max,
    fetch_types: false,
    idle_timeout: 30,
    connect_timeout: 5,
    // The driver's own pauses grow to 20 seconds: a server that is back would stay away for us.
    backoff: (attempts) => Math.min(0.01 * 2 ** attempts, 0.25),
    onnotice: () => {},
    connection: { application_name: given.applicationName, ...given.settings },
  });
}

export type Client = postgres.Sql;
