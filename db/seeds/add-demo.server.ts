import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { eq } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { Client } from "../connections/client.ts";
import { qualified, quoted } from "../moves/tables.server.ts";
import type { Platform } from "../platform.server.ts";
import { memberships, studios, users } from "../schema/control/index.ts";
import { createStudio, findStudio } from "../studios.server.ts";
import { copyLine } from "./copy-text.ts";
import { DEMO_STUDIOS, type DemoTable, demoTables } from "./demo.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "./demo-accounts.ts";

/** The demo's studios and accounts, where they are missing; the accounts come with the studios only. */
export async function addDemo(
  platform: Platform,
  hashPassword: (password: string) => Promise<string>,
  onStep: (label: string) => void,
): Promise<void> {
  const now = new Date();
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO("Europe/Paris")
    .toPlainDate();
  const missing = [];
  for (const studio of DEMO_STUDIOS) {
    if (!(await findStudio(platform.operations.db, studio.slug))) missing.push(studio);
  }
  if (missing.length === 0) return;
  const ownerPasswordHash = await hashPassword(DEMO_PASSWORD);
  for (const studio of missing) {
    onStep(`three years of ${studio.name}`);
    await createStudio(platform, {
      ...studio,
      cluster: "main",
      ownerPasswordHash,
      fill: (mover, place, studioId) =>
        copyIn(mover, place.schema, demoTables(studio.slug, studioId, today, now)),
    });
  }
  await addAccounts(platform, ownerPasswordHash);
}

/** Fills a studio's tables by COPY, in one transaction, triggers off. */
export async function copyIn(mover: Client, schema: string, tables: DemoTable[]): Promise<void> {
  await mover.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    for (const { table, columns, rows } of tables) {
      const list = columns.map(quoted).join(", ");
      const copy = transaction.unsafe(`copy ${qualified(schema, table)} (${list}) from stdin`);
      await pipeline(Readable.from(lines(rows)), await copy.writable());
    }
    await transaction`select rsm.gather_clients(${schema})`;
    for (const { table } of tables) await transaction.unsafe(`analyze ${qualified(schema, table)}`);
  });
}

// In pieces of some 64 KiB: a chunk a row costs more than the row.
function* lines(rows: DemoTable["rows"]): Generator<string> {
  let piece = "";
  for (const row of rows) {
    piece += copyLine(row);
    if (piece.length > 65_536) {
      yield piece;
      piece = "";
    }
  }
  if (piece !== "") yield piece;
}

async function addAccounts(platform: Platform, passwordHash: string): Promise<void> {
  await platform.operations.db.transaction(async (control) => {
    for (const { email, name, isOperator, studios: theirs } of DEMO_ACCOUNTS) {
      const [user] = await control
        .insert(users)
        .values({ email, name, isOperator, passwordHash, emailVerifiedAt: new Date() })
        .onConflictDoUpdate({ target: users.email, set: { name, isOperator } })
        .returning({ id: users.id });
      for (const { slug, role } of theirs) {
        const [studio] = await control
          .select({ id: studios.id })
          .from(studios)
          .where(eq(studios.slug, slug));
        if (!studio) continue;
        await control
          .insert(memberships)
          .values({ userId: user!.id, studioId: studio.id, role })
          .onConflictDoNothing();
      }
    }
  });
}
