import { and, eq } from "drizzle-orm";
import type { Clusters } from "./clusters.server.ts";
import type { Address } from "./connections/address.ts";
import { firstAccepted } from "./connections/passwords.ts";
import type { DatabaseName } from "./connections.server.ts";
import type { ControlDb } from "./control.server.ts";
import type { Names } from "./names.ts";
import { placeCredentials, places } from "./schema/control/index.ts";
import type { Seals } from "./seals.ts";

export type PlaceCredentials = typeof placeCredentials.$inferSelect;

/** The app's login to a database and its passwords; two while one follows the other. */
type Login = { user: string; passwords: [string, ...string[]] };

export type Credentials = ReturnType<typeof openCredentials>;

/**
 * How the app signs in: to a database that a studio has for itself by that database's own login, to
 * what is shared as `rsm_shared`. A database of before logins were made is reached as that too, until
 * it has one: from then on its server lets nobody else in.
 */
export function openCredentials(installation: {
  names: Names;
  clusters: Clusters;
  seals: Seals;
  control: ControlDb;
}) {
  const { names, clusters, seals, control } = installation;
  const known = new Map<string, Promise<Login | undefined>>();

  return {
    /** `afresh`: nothing is taken from memory. Throws SealBroken where a password cannot be read. */
    async addressOf(name: DatabaseName, afresh = false): Promise<Address> {
      const { cluster, database } = name;
      const app = await clusters.address(cluster, database, "app");
      if (database === names.shared || database === names.control) return app;
      const login = await remembered(name, afresh);
      if (!login) return app;
      const [first, ...others] = login.passwords;
      const wayBy = (password: string) => ({ ...app, user: login.user, password });
      return firstAccepted([wayBy(first), ...others.map(wayBy)]);
    },
  };

  async function remembered(name: DatabaseName, afresh: boolean): Promise<Login | undefined> {
    const key = `${name.cluster}/${name.database}`;
    if (afresh) known.delete(key);
    const login = known.get(key) ?? readLogin(name);
    known.set(key, login);
    // What is not there, or could not be read, is looked up again by the next.
    const forget = () => known.get(key) === login && known.delete(key);
    login.then((found) => found ?? forget(), forget);
    return login;
  }

  async function readLogin({ cluster, database }: DatabaseName): Promise<Login | undefined> {
    const [found] = await control
      .select({
        placeId: placeCredentials.placeId,
        user: placeCredentials.login,
        password: placeCredentials.password,
        next: placeCredentials.nextPassword,
      })
      .from(placeCredentials)
      .innerJoin(places, eq(places.id, placeCredentials.placeId))
      .where(and(eq(places.cluster, cluster), eq(places.database, database)));
    if (!found) return undefined;
    const open = (sealed: Buffer) => seals.open(sealed, purposeOf(found.placeId));
    const next = found.next ? [open(found.next)] : [];
    return { user: found.user, passwords: [open(found.password), ...next] };
  }
}

/** What the password of a place is sealed for. */
export function purposeOf(placeId: string): string {
  return `place:${placeId}`;
}

export async function findCredentials(
  control: ControlDb,
  placeId: string,
): Promise<PlaceCredentials | undefined> {
  const [found] = await control
    .select()
    .from(placeCredentials)
    .where(eq(placeCredentials.placeId, placeId));
  return found;
}
