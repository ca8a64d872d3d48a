import { DEFAULT_LIMITS } from "./connections.server.ts";
import { randomPassword, verifierOf } from "./connections/passwords.ts";
import { changeRoles } from "./cluster-setup.server.ts";
import { findCredentials, purposeOf } from "./credentials.server.ts";
import { loginOf } from "./names.ts";
import type { Place } from "./places.server.ts";
import type { Platform } from "./platform.server.ts";
import { placeCredentials } from "./schema/control/index.ts";

/** Of four app processes at work in one studio at once: one studio does not take all of a server's. */
const MOST_CONNECTIONS = 4 * DEFAULT_LIMITS.perDatabase;

/**
 * Gives a database that one studio has for itself the app's login to it, with a password of its own.
 * May be said again: a login that has a password keeps it. By one process at a time, who holds the
 * place. Throws SealBroken where a password of before cannot be read.
 *
 * The administrator makes it: a role that may make roles is one that may make itself others, so
 * `rsm_owner`, whose password every process derives, may not.
 */
export async function giveLogin(platform: Platform, place: Place): Promise<void> {
  const { operations, seals } = platform;
  const known = await findCredentials(operations.db, place.id);
  const purpose = purposeOf(place.id);
  const password = known ? seals.open(known.password, purpose) : randomPassword();
  await setUpLogin(platform, place, password);
  if (known) return;
  // After the login: whoever finds a password here can sign in with it.
  await operations.db.insert(placeCredentials).values({
    placeId: place.id,
    login: loginOf(place.id),
    password: seals.seal(password, purpose),
    keyId: seals.keyId,
  });
}

async function setUpLogin(platform: Platform, place: Place, password: string): Promise<void> {
  const login = `"${loginOf(place.id)}"`;
  await changeRoles(platform, place.cluster, async (sql) => {
    const [known] = await sql`select from pg_roles where rolname = ${loginOf(place.id)}`;
    if (!known) {
      await sql.unsafe(
        `create role ${login} nosuperuser nocreatedb nocreaterole nobypassrls noreplication inherit`,
      );
    }
    await sql.unsafe(
      `alter role ${login} login connection limit ${MOST_CONNECTIONS} password '${verifierOf(password)}'`,
    );
    // The database that it is for: what is left of an installation is found by it.
    await sql.unsafe(`comment on role ${login} is '${place.database}'`);
    // What the app may do, and what not even it may become.
    await sql.unsafe(`grant rsm_app to ${login} with inherit true, set false`);
    // As of every login of the app: the owner ends its sessions, the mover sees its transactions.
    await sql.unsafe(`grant ${login} to rsm_owner, rsm_mover with inherit true, set false`);
    await sql.unsafe(`grant connect on database "${place.database}" to ${login}`);
  });
}

/** From here on the app gets in by the login of the place alone. What is connected stays so. */
export async function shutOthersOut(platform: Platform, place: Place): Promise<void> {
  await changeRoles(platform, place.cluster, async (sql) => {
    await sql.unsafe(
      `revoke connect on database "${place.database}" from public, rsm_app, rsm_shared`,
    );
  });
}

/** Of a place whose database is gone: no right refers to the login then. */
export async function dropLogin(platform: Platform, place: Place): Promise<void> {
  await changeRoles(platform, place.cluster, async (sql) => {
    await sql.unsafe(`drop role if exists "${loginOf(place.id)}"`);
  });
}

/**
 * Gives a login another password while the app works: written down beside the old one first, so that
 * one of the two is right whatever happens. One that a process which died had begun to give is given.
 */
export async function renewPassword(platform: Platform, place: Place): Promise<void> {
  const { operations, seals } = platform;
  const control = operations.sql;
  const purpose = purposeOf(place.id);
  const known = await findCredentials(operations.db, place.id);
  if (!known) return giveLogin(platform, place);
  const next = known.nextPassword ? seals.open(known.nextPassword, purpose) : randomPassword();
  const sealed = seals.seal(next, purpose);
  await control`update place_credentials set next_password = ${sealed} where place_id = ${place.id}`;
  await setUpLogin(platform, place, next);
  await control`update place_credentials
    set password = ${sealed}, key_id = ${seals.keyId}, next_password = null, rotated_at = now()
    where place_id = ${place.id}`;
  await platform.connections.evict(place);
}
