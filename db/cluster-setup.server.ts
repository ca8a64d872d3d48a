import type { TransactionSql } from "postgres";
import { LOGINS } from "./clusters.server.ts";
import { openClient } from "./connections/client.ts";
import { verifierOf } from "./connections/passwords.ts";
import { LOG_SETTINGS } from "./connections/unlogged.ts";
import { dropDatabase } from "./drop-database.server.ts";
import { type MigrationKind, migrateSchema, studioFingerprint } from "./migrations.server.ts";
import { lockKey, SHARED_SCHEMA, TEMPLATES } from "./names.ts";
import { waitForLock } from "./locks.server.ts";
import type { Platform } from "./platform.server.ts";

type Setup = Pick<Platform, "clusters" | "names">;

/**
 * The roles of the installation on a cluster. Run as its administrator, as often as wanted. Their
 * passwords become those of the current key; while keys are rotated, only where that is wished: other
 * processes may not know the current key yet.
 */
export async function setUpRoles(
  platform: Setup,
  cluster: string,
  { newPasswords = !platform.clusters.isRotating } = {},
): Promise<void> {
  const { clusters, names } = platform;
  const rights = {
    owner: "createdb nobypassrls noreplication",
    app: "nocreatedb nobypassrls noreplication",
    mover: "nocreatedb bypassrls replication",
  };
  await changeRoles(platform, cluster, async (sql) => {
    const verbFor = async (name: string) => {
      const [known] = await sql`select from pg_roles where rolname = ${name}`;
      return known ? "alter" : "create";
    };
    // Its rights are for each login of the app to inherit, and a login inherits the way in as well:
    // so it has none, or who gets into one studio's database would get into what studios share.
    await sql.unsafe(
      `${await verbFor("rsm_app")} role rsm_app nologin nosuperuser nocreaterole ${rights.app} password null`,
    );
    // In whose name clients are found: it passes row-level security and may read what they are found by.
    await sql.unsafe(
      `${await verbFor("rsm_search")} role rsm_search nologin nosuperuser nocreaterole nocreatedb bypassrls noreplication password null`,
    );
    for (const role of ["owner", "app", "mover"] as const) {
      const verb = await verbFor(LOGINS[role]);
      const verifier = verifierOf(clusters.passwordOf(cluster, role));
      const password = verb === "create" || newPasswords ? `password '${verifier}'` : "";
      await sql.unsafe(
        `${verb} role ${LOGINS[role]} login nosuperuser nocreaterole ${rights[role]} ${password}`,
      );
    }
    await sql.unsafe("grant rsm_app to rsm_shared with inherit true, set false");
    // A move fills tables whose triggers and foreign keys were satisfied where the rows come from.
    await sql.unsafe("grant set on parameter session_replication_role to rsm_mover");
    // A link's statement has a password in it: no log of the server is to keep it.
    await sql.unsafe(`grant set on parameter ${LOG_SETTINGS.join(", ")} to rsm_mover`);
    // The mover subscribes a place to another's changes.
    await sql.unsafe("grant pg_create_subscription to rsm_mover");
    // Dropping a database ends who is still connected to it: the owner must be allowed to.
    await sql.unsafe(
      "grant rsm_app, rsm_shared, rsm_mover to rsm_owner with inherit true, set false",
    );
    // Whose transaction holds up a move is for the mover to see.
    await sql.unsafe("grant rsm_app, rsm_shared to rsm_mover with inherit true, set false");
    // The owner's migrations give it its function.
    await sql.unsafe("grant rsm_search to rsm_owner with inherit false, set true");
    // The mover ends what a dead move left running; the administrator acts for the owner.
    await sql.unsafe("grant rsm_owner to current_user");
    // An installation of before had its way in by rsm_app.
    const open = await sql<{ name: string }[]>`select datname::text as name from pg_database
      where datname in (${names.control}, ${names.shared})
        and has_database_privilege('rsm_app', oid, 'connect')`;
    for (const { name } of open) {
      await sql.unsafe(`grant connect on database "${name}" to rsm_shared`);
      await sql.unsafe(`revoke connect on database "${name}" from public, rsm_app`);
    }
  });
}

/**
 * Changes roles of a cluster, as its administrator, in one transaction. One at a time: roles are the
 * whole cluster's, and those who share it would trip over each other.
 */
export async function changeRoles<T>(
  { clusters }: Pick<Setup, "clusters">,
  cluster: string,
  work: (sql: TransactionSql) => Promise<T>,
): Promise<T> {
  const sql = openClient(await clusters.address(cluster, "postgres", "admin"), {
    max: 1,
    applicationName: "rsm setup",
  });
  try {
    return (await sql.begin(async (transaction) => {
      await transaction`select pg_advisory_xact_lock(${lockKey("roles").toString()}::bigint)`;
      return work(transaction);
    })) as T;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The control database, made and migrated. */
export async function setUpControl(platform: Setup): Promise<void> {
  const { clusters, names } = platform;
  await makeDatabase(platform, "main", names.control);
  await migrateSchema(await clusters.address("main", names.control, "owner"), "public", "control");
}

/**
 * The template of the databases that house studios, as of today's migrations: its name says which,
 * so that a change of them makes another. Returns the name.
 */
export async function setUpTemplate(platform: Setup, cluster: string): Promise<string> {
  const { clusters } = platform;
  const name = TEMPLATES + (await studioFingerprint());
  const postgres = await clusters.address(cluster, "postgres", "owner");
  const lock = await waitForLock(postgres, {
    words: ["template", name],
    applicationName: "rsm template",
  });
  const sql = openClient(postgres, { max: 1, applicationName: "rsm template" });
  try {
    const [ready] = await sql`select from pg_database where datname = ${name} and datistemplate`;
    if (ready) return name;
    await dropDatabase(sql, name);
    await sql.unsafe(`create database "${name}" template template0`);
    const inside = await clusters.address(cluster, name, "owner");
    await migrateDatabase(inside);
    await makeStudioSchema(inside, SHARED_SCHEMA);
    await sql.unsafe(`alter database "${name}" with is_template true allow_connections false`);
    const older = await sql<{ datname: string }[]>`
      select datname from pg_database
      where starts_with(datname, ${TEMPLATES}) and datname <> ${name} and datistemplate`;
    for (const { datname } of older) {
      await sql.unsafe(`alter database "${datname}" with is_template false`);
      await dropDatabase(sql, datname);
    }
    return name;
  } finally {
    await sql.end({ timeout: 5 });
    await lock.release();
  }
}

/**
 * Makes a database where it is missing; from a template, or empty. The owner owns it. The roles named
 * may connect to it, and nobody else.
 */
export async function makeDatabase(
  platform: Setup,
  cluster: string,
  database: string,
  template = "template0",
  guests = "rsm_shared, rsm_mover",
): Promise<void> {
  const sql = openClient(await platform.clusters.address(cluster, "postgres", "owner"), {
    max: 1,
    applicationName: "rsm setup",
  });
  try {
    const [known] = await sql`select from pg_database where datname = ${database}`;
    if (known) return;
    await sql.unsafe(`create database "${database}" template "${template}" strategy wal_log`);
    await sql.unsafe(`revoke connect, temporary on database "${database}" from public`);
    await sql.unsafe(`grant connect on database "${database}" to ${guests}`);
    // To subscribe to another database is to create something in this one.
    await sql.unsafe(`grant create on database "${database}" to rsm_mover`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** What a database needs once before it can house studios. */
export async function migrateDatabase(owner: Parameters<typeof migrateSchema>[0]) {
  return migrateSchema(owner, "rsm", "database" satisfies MigrationKind);
}

/** A schema with a studio's tables in it. */
export async function makeStudioSchema(
  owner: Parameters<typeof migrateSchema>[0],
  schema: string,
): Promise<void> {
  const sql = openClient(owner, { max: 1, applicationName: "rsm setup" });
  try {
    await sql.unsafe(`create schema if not exists "${schema}"`);
    await sql.unsafe(`grant usage on schema "${schema}" to rsm_app, rsm_mover`);
  } finally {
    await sql.end({ timeout: 5 });
  }
  await migrateSchema(owner, schema, "studio");
}
