import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { LOGINS } from "../clusters.server.ts";
import { setUpRoles } from "../cluster-setup.server.ts";
import { isRefused } from "../connections/passwords.ts";
import { tryLock, waitForLock } from "../locks.server.ts";
import { renewPassword } from "../logins.server.ts";
import { type Link, linkName, reconnect } from "../moves/link.server.ts";
import { placesOf, UNDER_WAY } from "../moves/move.server.ts";
import { type Place, placeColumns } from "../places.server.ts";
import type { Platform } from "../platform.server.ts";
import { moves, placeCredentials, places } from "../schema/control/index.ts";
import { type Resealed, resealAll } from "./reseal.server.ts";

export type RotationWish = {
  /** Each dedicated database's login gets another one too. */
  newPasswords?: boolean;
  /** Only looks: what it counts is what would be done. */
  isTrial?: boolean;
  /** Called where moves under way have to end first. */
  onWait?: () => void;
};

export type Rotation = {
  /** The current key's. */
  keyId: string;
  sealed: Resealed[];
  /** `rsm_owner`, `rsm_shared` and `rsm_mover` of each cluster, where they had another key's password. */
  roles: number;
  /** Links of moves that were told the new password of `rsm_mover`. */
  links: number;
  /** Logins of dedicated databases that were given another password. */
  passwords: number;
  /** A line for what could not be done. While there is one, the previous keys are needed. */
  failures: string[];
};

/**
 * Brings everything under the current key: what is sealed, the roles' passwords and what knows them.
 * As often as wanted, beside running apps that know the current key; where it is interrupted, the next
 * run does the rest. Waits for moves to end. What fails is told and holds up nothing else.
 */
export async function rotateKeys(platform: Platform, wish: RotationWish = {}): Promise<Rotation> {
  const { clusters, names } = platform;
  if (wish.isTrial) return rotate(platform, wish);
  // A mover at work reconnects with the passwords that it knows.
  const control = await clusters.address("main", names.control, "owner");
  const freezing = { words: ["ddl"], applicationName: "rsm rotation" };
  let freeze = await tryLock(control, freezing);
  if (!freeze) {
    wish.onWait?.();
    freeze = await waitForLock(control, freezing);
  }
  try {
    return await rotate(platform, wish);
  } finally {
    await freeze.release();
  }
}

async function rotate(
  platform: Platform,
  { newPasswords = false, isTrial = false }: RotationWish,
): Promise<Rotation> {
  const failures: string[] = [];
  const attempt = async (what: string, work: () => Promise<number>): Promise<number> => {
    try {
      return await work();
    } catch (error) {
      failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      return 0;
    }
  };
  const sealed = await resealAll(platform, isTrial);
  for (const { table, column, broken } of sealed) {
    failures.push(...broken.map((id) => `${column} of ${table} ${id}: no known key opens it`));
  }
  let [roles, links, passwords] = [0, 0, 0];
  for (const cluster of await listClusters(platform)) {
    roles += await attempt(`the roles on ${cluster}`, () =>
      rotateRoles(platform, cluster, isTrial),
    );
  }
  for (const link of isTrial ? [] : await listLinks(platform)) {
    links += await attempt(`the link ${linkName(link)}`, async () =>
      (await reconnect(platform, link)) ? 1 : 0,
    );
  }
  for (const place of await listToRenew(platform, newPasswords)) {
    passwords += await attempt(`the login to ${place.database} on ${place.cluster}`, () =>
      isTrial ? Promise.resolve(1) : renewHeld(platform, place),
    );
  }
  return { keyId: platform.seals.keyId, sealed, roles, links, passwords, failures };
}

async function listClusters({ operations }: Platform): Promise<string[]> {
  const known = await operations.sql<{ name: string }[]>`select name from clusters order by name`;
  // The roles of the control database's server come first of all, before anything is recorded.
  return [...new Set(["main", ...known.map(({ name }) => name)])];
}

async function rotateRoles(platform: Platform, cluster: string, isTrial: boolean): Promise<number> {
  const { clusters } = platform;
  const admin = await clusters.address(cluster, "postgres", "admin");
  const refused = await Promise.all(
    (["owner", "app", "mover"] as const).map((role) =>
      isRefused({ ...admin, user: LOGINS[role], password: clusters.passwordOf(cluster, role) }),
    ),
  );
  if (!isTrial) await setUpRoles(platform, cluster, { newPasswords: true });
  return refused.filter(Boolean).length;
}

/**
 * A place that follows another signs in there as the mover, with a password that its own server keeps.
 * Of moves whose process died too: they are taken on later.
 */
async function listLinks({ operations }: Platform): Promise<Link[]> {
  const linked = await operations.db
    .select()
    .from(moves)
    .where(and(eq(moves.engine, "replication"), inArray(moves.state, ["soak", ...UNDER_WAY])));
  const links = linked.map(async (move): Promise<Link[]> => {
    const { from, to } = await placesOf(operations.db, move);
    const { id: moveId, studioId } = move;
    return [
      { moveId, studioId, direction: "forward", from, to },
      { moveId, studioId, direction: "back", from: to, to: from },
    ];
  });
  return (await Promise.all(links)).flat();
}

/** Those that have begun to change are brought to the end in any case. */
function listToRenew({ operations }: Platform, newPasswords: boolean): Promise<Place[]> {
  const dedicated = and(
    eq(places.isolation, "dedicated"),
    inArray(places.state, ["ready", "spare"]),
  );
  return operations.db
    .select(placeColumns)
    .from(places)
    .innerJoin(placeCredentials, eq(placeCredentials.placeId, places.id))
    .where(newPasswords ? dedicated : and(dedicated, isNotNull(placeCredentials.nextPassword)));
}

/** Not while another process makes or drops the place. */
async function renewHeld(platform: Platform, place: Place): Promise<number> {
  const { clusters, names, operations } = platform;
  const lock = await waitForLock(await clusters.address("main", names.control, "owner"), {
    words: ["place", place.id],
    applicationName: "rsm provision",
  });
  try {
    const still = await operations.db.$count(places, eq(places.id, place.id));
    if (still > 0) await renewPassword(platform, place);
    return still;
  } finally {
    await lock.release();
  }
}
