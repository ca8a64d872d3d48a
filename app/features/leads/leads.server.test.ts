import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { StudioDb } from "#db/studio.server.ts";
import { leads } from "#db/schema/studio/index.ts";
import { clientSchema } from "#app/features/clients/client.ts";
import { addClient } from "#app/features/clients/clients.server.ts";
import { listOpenLeads } from "#app/features/clients/open-leads.server.ts";
import { readCursor, type KeysetPage } from "#app/lib/keyset.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { leadSchema, type LeadFilter } from "./lead.ts";
import {
  addLead,
  editLead,
  findLead,
  listDueLeads,
  listLeads,
  listStage,
  loseLead,
  moveLead,
  sumStages,
} from "./leads.server.ts";
import { listStageSteps } from "./stage-history.server.ts";

const { newStudio } = await testPlatform();

const all: LeadFilter = { typed: "" };
const values = (name: string, more: object = {}) =>
  leadSchema.parse({ kind: "person", source: "phone", name, ...more });

async function lead(db: StudioDb, name: string, more: object = {}): Promise<string> {
  const added = await addLead(db, values(name, more));
  if (!added.ok) throw new Error("not added");
  return added.id;
}

/** All rows of a list, page by page. */
async function rowsOf<Row>(
  read: (after?: ReturnType<typeof readCursor>) => Promise<KeysetPage<Row>>,
) {
  const rows: Row[] = [];
  for (let next: string | null = ""; next !== null;) {
    const page = await read(readCursor(next));
    rows.push(...page.rows);
    next = page.next;
  }
  return rows;
}

test("a lead is added, changed, moved along and given up with a reason", async () => {
  const studio = await newStudio();
  const id = await studio.write((db) => lead(db, "Inès", { valueCents: "1 250,00" }));
  const read = () => studio.read((db) => findLead(db, id));
  expect(await read()).toMatchObject({ stage: "new", valueCents: 125_000, client: null });
  await studio.write((db) => editLead(db, id, values("Inès Marchand", { wish: "Un EP." })));
  const before = (await read())!.stagedAt;
  await studio.write((db) => moveLead(db, id, "contacted"));
  const contacted = (await read())!;
  expect(contacted).toMatchObject({ stage: "contacted", name: "Inès Marchand", wish: "Un EP." });
  expect(contacted.stagedAt > before).toBe(true);
  await studio.write((db) => moveLead(db, id, "contacted"));
  expect((await read())?.stagedAt).toEqual(contacted.stagedAt);
  await studio.write((db) => loseLead(db, id, "Trop cher."));
  expect(await read()).toMatchObject({ stage: "lost", lostReason: "Trop cher." });
  await studio.write((db) => loseLead(db, id, null));
  expect(await read()).toMatchObject({ lostReason: "Trop cher." });
  await studio.write((db) => moveLead(db, id, "quoted"));
  expect(await read()).toMatchObject({ stage: "quoted", lostReason: null });
  const steps = await studio.read((db) => listStageSteps(db, id));
  expect(steps.map(({ stage }) => stage)).toEqual(["new", "contacted", "lost", "quoted"]);
});

test("the board counts and sums each stage, and its columns come by pages without a gap", async () => {
  const studio = await newStudio();
  await studio.write(async (db) => {
    // All at once: within a transaction now() is the same for all.
    for (const n of [1, 2, 3, 4, 5]) await lead(db, `Nouveau ${n}`, { valueCents: "100" });
    const quoted = await lead(db, "Devis", { source: "website", valueCents: "40" });
    await moveLead(db, quoted, "quoted");
  });
  const sums = await studio.read((db) => sumStages(db, all));
  expect(sums).toEqual([
    { stage: "new", count: 5, cents: 50_000 },
    { stage: "contacted", count: 0, cents: 0 },
    { stage: "quoted", count: 1, cents: 4_000 },
    { stage: "won", count: 0, cents: 0 },
    { stage: "lost", count: 0, cents: 0 },
  ]);
  const rows = await rowsOf((after) => studio.read((db) => listStage(db, "new", all, after, 2)));
  expect(rows.map(({ name }) => name)).toEqual([5, 4, 3, 2, 1].map((n) => `Nouveau ${n}`));
  const fromSite = await studio.read((db) => sumStages(db, { ...all, source: "website" }));
  expect(fromSite.filter((each) => each.count > 0)).toMatchObject([{ stage: "quoted", count: 1 }]);
});

test("the list is narrowed by words, source, stage and what is due, and comes in either order", async () => {
  const studio = await newStudio();
  await studio.write(async (db) => {
    await lead(db, "Éléonore", { followUpOn: "2026-11-20", source: "referral" });
    await lead(db, "Bastien", { organisation: "Disques Zéphyr" });
    await lead(db, "Colette", { followUpOn: "2026-11-25" });
    await lead(db, "Damien", { followUpOn: "2026-11-20", wish: "Un mixage" });
    const lost = await lead(db, "Élias", { followUpOn: "2026-11-01" });
    await loseLead(db, lost, null);
  });
  const names = (filter: Partial<LeadFilter>, order: "latest" | "follow_up" = "latest") =>
    rowsOf((after) =>
      studio.read((db) => listLeads(db, { ...all, ...filter }, order, after, 2)),
    ).then((rows) => rows.map(({ name }) => name));
  expect(await names({})).toEqual(["Élias", "Damien", "Colette", "Bastien", "Éléonore"]);
  expect(await names({}, "follow_up")).toEqual([
    "Élias",
    "Éléonore",
    "Damien",
    "Colette",
    "Bastien",
  ]);
  expect(await names({ typed: "eleonore" })).toEqual(["Éléonore"]);
  expect(await names({ typed: "zephyr disques" })).toEqual(["Bastien"]);
  expect(await names({ source: "referral" })).toEqual(["Éléonore"]);
  expect(await names({ stage: "lost" })).toEqual(["Élias"]);
  expect(await names({ dueBy: "2026-11-20" }, "follow_up")).toEqual(["Éléonore", "Damien"]);
  const due = await studio.read((db) => listDueLeads(db, "2026-11-20", 5));
  expect(due.map(({ name }) => name)).toEqual(["Éléonore", "Damien"]);
});

test("a cursor that somebody wrote by hand begins at the head", async () => {
  const studio = await newStudio();
  await studio.write((db) => lead(db, "Inès"));
  for (const key of ["99999999999999999999", "x", "2026-99-99"]) {
    const after = { id: "ffffffff-ffff-7fff-bfff-ffffffffffff", key };
    const column = await studio.read((db) => listStage(db, "new", all, after));
    expect(column.rows).toHaveLength(1);
    const list = await studio.read((db) => listLeads(db, all, "latest", after));
    expect(list.rows).toHaveLength(1);
  }
  const day = { id: randomUUID(), key: "2026-99-99" };
  await studio.read((db) => listLeads(db, all, "follow_up", day));
});

test("who asks may be a client, who then shows it while it is open", async () => {
  const studio = await newStudio();
  const clientId = await studio.write((db) =>
    addClient(db, clientSchema.parse({ kind: "person", name: "Inès Marchand" })),
  );
  const id = await studio.write((db) => lead(db, "Inès", { clientId, wish: "Un single" }));
  const open = () => studio.read((db) => listOpenLeads(db, clientId));
  expect(await open()).toMatchObject([{ id, wish: "Un single", stage: "new" }]);
  await studio.write((db) => loseLead(db, id, null));
  expect(await open()).toEqual([]);
  const nobody = values("Paul", { clientId: randomUUID() });
  expect(await studio.write((db) => addLead(db, nobody))).toEqual({ ok: false, field: "clientId" });
  expect(await studio.write((db) => editLead(db, id, nobody))).toEqual({
    ok: false,
    field: "clientId",
  });
});

test("another studio can neither see nor change a lead, nor ask in the name of its client", async () => {
  const [one, other] = [await newStudio(), await newStudio()];
  const id = await one.write((db) => lead(db, "Inès"));
  const clientId = await one.write((db) =>
    addClient(db, clientSchema.parse({ kind: "person", name: "Inès" })),
  );
  expect(await other.read((db) => findLead(db, id))).toBeUndefined();
  expect((await other.read((db) => listLeads(db, all, "latest"))).rows).toEqual([]);
  expect(await other.write((db) => editLead(db, id, values("Volé")))).toBeUndefined();
  expect(await other.write((db) => moveLead(db, id, "quoted"))).toBe(false);
  expect(await other.write((db) => loseLead(db, id, null))).toBe(false);
  expect(await other.read((db) => listStageSteps(db, id))).toEqual([]);
  expect(await other.write((db) => addLead(db, values("Paul", { clientId })))).toMatchObject({
    ok: false,
  });
});

test("ten thousand leads are counted, and a column shows a page of them", async () => {
  const studio = await newStudio();
  await studio.write((db) =>
    db.execute(sql`insert into ${leads} (name, stage, staged_at)
      select 'Lead ' || n, case when n % 4 = 0 then 'lost' else 'new' end,
        timestamptz '2026-01-01' + n * interval '1 minute'
      from generate_series(1, 10000) n`),
  );
  const sums = await studio.read((db) => sumStages(db, all));
  expect(sums.map((each) => each.count)).toEqual([7_500, 0, 0, 0, 2_500]);
  const page = await studio.read((db) => listStage(db, "lost", all));
  expect(page.rows).toHaveLength(25);
  expect(page.rows[0]?.name).toBe("Lead 10000");
});
