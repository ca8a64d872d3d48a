import { afterAll, expect, test, vi } from "vitest";
import { setUpRoles } from "#db/cluster-setup.server.ts";
import type { Address } from "#db/connections/address.ts";
import { openClient } from "#db/connections/client.ts";
import { codeOf } from "#db/connections/errors.ts";
import { isRefused } from "#db/connections/passwords.ts";
import { testPlatform } from "../support/platform.ts";
import { attack, SCOPES } from "./attacks.ts";
import { listTableNames } from "./catalogue.ts";
import { layOutOne } from "./field.ts";
import { forbiddenStatements } from "./forbidden.ts";

// Waits for a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const installation = await testPlatform();
const { platform, newStudio } = installation;
const { clusters, credentials, names } = platform;
const { place, field } = await layOutOne(installation);
const { placement: neighbour } = await newStudio({ isolation: "dedicated" });
const login = await credentials.addressOf(place);
const admin = openClient(await clusters.address("main", place.database, "admin"), {
  max: 1,
  applicationName: "catalogue",
});
const app = openClient(login, { max: 1, applicationName: "isolation" });
const tables = await listTableNames(admin, place.schema);

afterAll(() => Promise.all([admin.end(), app.end()]));

test("a dedicated database takes its own login, its owner and the mover, and nobody else", async () => {
  const may = await admin<{ name: string }[]>`select rolname::text as name from pg_roles
    where has_database_privilege(oid, ${place.database}, 'connect') and not rolsuper
      and rolname !~ '^pg_' order by 1`;
  expect(may.map(({ name }) => name)).toEqual([login.user, "rsm_mover", "rsm_owner"].sort());
});

test("rsm_shared, which gets into what studios share, gets into no dedicated database", async () => {
  const address = await clusters.address("main", place.database, "app");
  expect(address.user).toBe("rsm_shared");
  expect(await refusal(address)).toBe("42501");
  expect(await refusal({ ...address, database: names.shared })).toBeUndefined();
});

test("rsm_app, whose rights all logins of the app inherit, gets in nowhere", async () => {
  const [role] = await admin`select rolcanlogin as login,
      (select rolpassword is null from pg_authid a where a.oid = r.oid) as "isWithoutPassword",
      (select count(*)::int from pg_database where datacl::text ~ '[{,]"?rsm_app=') as doors
    from pg_roles r where rolname = 'rsm_app'`;
  expect(role).toEqual({ login: false, isWithoutPassword: true, doors: 0 });
});

test.each([
  ["the shared database", names.shared],
  ["the control database", names.control],
  ["another studio's database", neighbour.database],
])("a dedicated login does not get into %s", async (_, database) => {
  expect(await refusal(login)).toBeUndefined();
  expect(await refusal({ ...login, database })).toBe("42501");
});

test("an installation whose doors were rsm_app's has them shut by the next set-up", async () => {
  await admin.unsafe(`grant connect on database "${names.shared}" to rsm_app`);
  expect(await refusal({ ...login, database: names.shared })).toBeUndefined();
  await setUpRoles(platform, "main");
  expect(await refusal({ ...login, database: names.shared })).toBe("42501");
  const shared = await clusters.address("main", names.shared, "app");
  expect(await refusal(shared)).toBeUndefined();
});

test("no password opens another's login", async () => {
  const other = await credentials.addressOf(neighbour);
  expect(await isRefused({ ...login, password: other.password })).toBe(true);
  const app = await clusters.address("main", place.database, "app");
  expect(await isRefused({ ...login, password: app.password })).toBe(true);
});

test("a dedicated login owns nothing and is a member of rsm_app alone, whom it cannot become", async () => {
  const [role] = await admin`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
      rolreplication, rolinherit, rolconnlimit,
      (select array_to_json(array_agg(concat_ws(' ', m.roleid::regrole::text,
        'inherit', m.inherit_option, 'set', m.set_option, 'admin', m.admin_option)))
        from pg_auth_members m where m.member = r.oid) as memberships,
      (select count(*)::int from pg_shdepend where refobjid = r.oid and deptype = 'o') as owned
    from pg_roles r where rolname = ${login.user}`;
  expect(role).toEqual({
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolreplication: false,
    rolinherit: true,
    rolconnlimit: 64,
    memberships: ["rsm_app inherit t set f admin f"],
    owned: 0,
  });
});

test("no role may become a dedicated login", async () => {
  const members = await admin<{ name: string; may: boolean }[]>`
    select m.member::regrole::text as name, m.set_option as may
    from pg_auth_members m join pg_roles member on member.oid = m.member
    where m.roleid = ${login.user}::regrole and not member.rolsuper order by 1`;
  expect([...members]).toEqual([
    { name: "rsm_mover", may: false },
    { name: "rsm_owner", may: false },
  ]);
});

test("the server keeps a verifier, no password", async () => {
  const [kept] = await admin<{ text: string }[]>`
    select rolpassword as text from pg_authid where rolname = ${login.user}`;
  expect(kept!.text).toMatch(/^SCRAM-SHA-256\$4096:/);
});

test("a dedicated login gets at its studio's rows, and at none from another scope", async () => {
  const scopes = SCOPES.filter((scope) => scope !== "closed");
  expect(await attack(login, field, tables, scopes)).toEqual([]);
});

test.each(forbiddenStatements(place.schema))("a dedicated login may not %s", async (statement) => {
  const attempt = app.begin(async (transaction) => {
    await transaction`select set_config('app.studio_id', ${field.victim}, true)`;
    await transaction.unsafe(statement);
  });
  await expect(attempt).rejects.toSatisfy((error) => codeOf(error) === "42501");
});

test("the owner ends a dedicated login's sessions, the mover sees its transactions", async () => {
  const [backend] = await app<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const [mover, owner] = await Promise.all(
    (["mover", "owner"] as const).map(async (role) =>
      openClient(await clusters.address("main", place.database, role), {
        max: 1,
        applicationName: "isolation",
      }),
    ),
  );
  const [seen] = await mover!<{ query: string }[]>`
    select query from pg_stat_activity where pid = ${backend!.pid}`;
  expect(seen!.query).toContain("pg_backend_pid");
  const [ended] = await owner!<{ ended: boolean }[]>`
    select pg_terminate_backend(${backend!.pid}, 5000) as ended`;
  expect(ended).toEqual({ ended: true });
  await Promise.all([mover!.end(), owner!.end()]);
});

async function refusal(address: Address): Promise<string | undefined> {
  const sql = openClient(address, { max: 1, applicationName: "isolation" });
  try {
    await sql`select 1`;
    return undefined;
  } catch (error) {
    return codeOf(error);
  } finally {
    await sql.end();
  }
}
