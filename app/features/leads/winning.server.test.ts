import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { StudioDb } from "#db/studio.server.ts";
import { clients } from "#db/schema/studio/index.ts";
import { clientSchema } from "#app/features/clients/client.ts";
import { addClient, archiveClient, findClient } from "#app/features/clients/clients.server.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { leadSchema } from "./lead.ts";
import { addLead, editLead, findLead, loseLead, moveLead } from "./leads.server.ts";
import { findLikelyClients, winLead } from "./winning.server.ts";

const { newStudio } = await testPlatform();

const values = (name: string, more: object = {}) =>
  leadSchema.parse({ kind: "person", source: "phone", name, ...more });

async function lead(db: StudioDb, name: string, more: object = {}): Promise<string> {
  const added = await addLead(db, values(name, more));
  if (!added.ok) throw new Error("not added");
  return added.id;
}
const client = (db: StudioDb, name: string, more: object = {}) =>
  addClient(db, clientSchema.parse({ kind: "person", name, ...more }));

const everyClient = (studio: Awaited<ReturnType<typeof newStudio>>) =>
  studio.read((db) => db.select({ id: clients.id }).from(clients));

test("a won lead becomes a client with name, e-mail and phone", async () => {
  const studio = await newStudio();
  const asked = { email: "ines@example.test", phone: "06 39 98 12 34", organisation: "Alidade" };
  const id = await studio.write((db) => lead(db, "Inès Marchand", asked));
  const won = await studio.write((db) => winLead(db, id, "new"));
  if (!won?.ok) throw new Error("not won");
  expect(won.isNew).toBe(true);
  expect(await studio.read((db) => findClient(db, won.clientId))).toMatchObject({
    ...{ name: "Inès Marchand", kind: "person", organisation: "Alidade" },
    emails: [{ value: asked.email }],
    phones: [{ value: asked.phone }],
  });
  expect(await studio.read((db) => findLead(db, id))).toMatchObject({
    stage: "won",
    client: { id: won.clientId },
  });
});

test("a lead becomes one client only, however many win it at once", async () => {
  const studio = await newStudio();
  const id = await studio.write((db) => lead(db, "Inès Marchand"));
  const wins = await Promise.all(
    [1, 2, 3, 4].map(() => studio.write((db) => winLead(db, id, "new"))),
  );
  const clientIds = wins.map((won) => (won?.ok ? won.clientId : undefined));
  expect(new Set(clientIds).size).toBe(1);
  expect(wins.filter((won) => won?.ok && won.isNew)).toHaveLength(1);
  expect(await everyClient(studio)).toHaveLength(1);
});

test("a lead that was lost meanwhile can still be won, and keeps no reason of its loss", async () => {
  const studio = await newStudio();
  const id = await studio.write((db) => lead(db, "Inès"));
  await studio.write((db) => loseLead(db, id, "Ne répond plus."));
  await studio.write((db) => winLead(db, id, "new"));
  expect(await studio.read((db) => findLead(db, id))).toMatchObject({
    stage: "won",
    lostReason: null,
  });
});

test("a won lead is linked to a client that is there, and stays linked when it is changed or opened", async () => {
  const studio = await newStudio();
  const [known, other] = await studio.write(async (db) => [
    await client(db, "Inès Marchand"),
    await client(db, "Paul Legendre"),
  ]);
  const id = await studio.write((db) => lead(db, "Ines M."));
  expect(await studio.write((db) => winLead(db, id, known))).toEqual({
    ...{ ok: true, clientId: known, isNew: false },
  });
  await studio.write((db) => editLead(db, id, values("Inès", { clientId: other })));
  expect(await studio.read((db) => findLead(db, id))).toMatchObject({ client: { id: known } });
  await studio.write((db) => moveLead(db, id, "quoted"));
  expect(await studio.read((db) => findLead(db, id))).toMatchObject({
    stage: "quoted",
    client: { id: known },
  });
  expect(await everyClient(studio)).toHaveLength(2);
});

test("nobody is won as a client that there is not, and the lead stays as it was", async () => {
  const [one, other] = [await newStudio(), await newStudio()];
  const theirs = await other.write((db) => client(db, "Inès"));
  const id = await one.write((db) => lead(db, "Inès"));
  for (const clientId of [randomUUID(), theirs]) {
    expect(await one.write((db) => winLead(db, id, clientId))).toEqual({ ok: false });
  }
  expect(await one.read((db) => findLead(db, id))).toMatchObject({ stage: "new", client: null });
  expect(await other.write((db) => winLead(db, id, "new"))).toBeUndefined();
});

test("clients who seem to be who asked are found by e-mail, phone or name, the surest first", async () => {
  const studio = await newStudio();
  const [byName, byPhone, byEmail] = await studio.write(async (db) => {
    const first = await client(db, "INES MARCHAND");
    const second = await client(db, "I. M.", {
      phones: [{ label: null, value: "+33 6 39 98 12 34" }],
    });
    const third = await client(db, "Studio d’Inès", {
      emails: [{ label: null, value: "Ines@Example.test" }],
    });
    await client(db, "Paul Legendre");
    return [first, second, third];
  });
  await studio.write((db) => archiveClient(db, byName));
  const asked = { name: "Inès Marchand", email: "ines@example.test", phone: "06 39 98 12 34" };
  const likely = await studio.read((db) => findLikelyClients(db, asked));
  expect(likely.map(({ clientId, by }) => [clientId, by])).toEqual([
    [byEmail, "email"],
    [byPhone, "phone"],
    [byName, "name"],
  ]);
  expect(await (await newStudio()).read((db) => findLikelyClients(db, asked))).toEqual([]);
});
