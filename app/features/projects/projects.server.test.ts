import { expect, test } from "vitest";
import { addClient } from "#app/features/clients/clients.server.ts";
import { clientSchema } from "#app/features/clients/client.ts";
import { readCursor, readSort } from "#app/lib/keyset.ts";
import { projects, tracks } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { testPlatform, type TestStudio } from "../../../tests/support/platform.ts";
import { isOverdue, type ProjectFilter, projectSchema, projectSorts } from "./project.ts";
import {
  addProject,
  editProject,
  findProject,
  listProjectOptions,
  listProjects,
  setProjectState,
} from "./projects.server.ts";

const { newStudio } = await testPlatform();

const all: ProjectFilter = { typed: "", today: "2026-11-21" };
const project = (clientId: string, more: object = {}) =>
  projectSchema.parse({ clientId, title: "Aube", kind: "album", ...more });

function newClient(studio: TestStudio, name = "Ada") {
  return studio.write((db) => addClient(db, clientSchema.parse({ kind: "person", name })));
}

async function added(db: StudioDb, values: ReturnType<typeof project>) {
  const result = await addProject(db, values);
  if (!result.ok) throw new Error("the client is missing");
  return result.id;
}

async function titles(studio: TestStudio, filter: ProjectFilter) {
  const page = await studio.read((db) => listProjects(db, filter));
  return page.rows.map((row) => row.title);
}

test("a project is added, changed and delivered", async () => {
  const studio = await newStudio();
  const clientId = await newClient(studio, "Les Marées");
  const id = await studio.write((db) => added(db, project(clientId, { budgetCents: "12 500,50" })));
  expect(await studio.read((db) => findProject(db, id))).toMatchObject({
    title: "Aube",
    state: "active",
    budgetCents: 1_250_050,
    clientName: "Les Marées",
  });
  const other = await newClient(studio, "Autre");
  await studio.write((db) => editProject(db, id, project(other, { title: "Crépuscule" })));
  expect(await studio.write((db) => setProjectState(db, id, "delivered"))).toBe(true);
  expect(await studio.read((db) => findProject(db, id))).toMatchObject({
    title: "Crépuscule",
    state: "delivered",
    budgetCents: null,
    clientName: "Autre",
  });
});

test("another studio's client is as one that does not exist", async () => {
  const [one, other] = [await newStudio(), await newStudio()];
  const foreign = await newClient(one);
  const missing = { ok: false, missing: "client" };
  expect(await other.write((db) => addProject(db, project(foreign)))).toEqual(missing);
  const own = await newClient(other);
  const id = await other.write((db) => added(db, project(own)));
  expect(await other.write((db) => editProject(db, id, project(foreign)))).toEqual(missing);
});

test("another studio can neither see nor change a project", async () => {
  const [one, other] = [await newStudio(), await newStudio()];
  const id = await newClient(one).then((client) => one.write((db) => added(db, project(client))));
  const own = await newClient(other);
  expect(await other.read((db) => findProject(db, id))).toBeUndefined();
  expect(await titles(other, all)).toEqual([]);
  expect(await other.read((db) => listProjectOptions(db, "aube"))).toEqual([]);
  expect(await other.write((db) => setProjectState(db, id, "abandoned"))).toBe(false);
  expect(await other.write((db) => editProject(db, id, project(own)))).toEqual({
    ok: false,
    missing: "project",
  });
  expect(await one.read((db) => findProject(db, id))).toMatchObject({ state: "active" });
});

test("what is in work comes first by its deadline, then what is on hold, then what is closed", async () => {
  const studio = await newStudio();
  const clientId = await newClient(studio);
  const row = { clientId, kind: "single" } as const;
  await studio.write((db) =>
    db.insert(projects).values([
      { ...row, title: "livré tôt", state: "delivered", dueOn: "2025-01-01" },
      { ...row, title: "livré tard", state: "delivered", dueOn: "2026-01-01" },
      { ...row, title: "sans date" },
      { ...row, title: "bientôt", dueOn: "2026-12-01" },
      { ...row, title: "en pause", state: "on_hold", dueOn: "2026-11-30" },
      { ...row, title: "en retard", dueOn: "2026-11-20" },
      { ...row, title: "aujourd’hui", dueOn: "2026-11-21" },
    ]),
  );
  expect(await titles(studio, all)).toEqual([
    "en retard",
    "aujourd’hui",
    "bientôt",
    "sans date",
    "en pause",
    "livré tard",
    "livré tôt",
  ]);
  expect(await titles(studio, { ...all, state: "overdue" })).toEqual(["en retard"]);
  expect(await titles(studio, { ...all, state: "delivered" })).toEqual(["livré tard", "livré tôt"]);
  expect(await titles(studio, { ...all, typed: "ada tot" })).toEqual(["bientôt", "livré tôt"]);
  expect(await titles(studio, { ...all, kind: "album" })).toEqual([]);
});

test("a project is overdue from the day after its deadline, while it is worked on", () => {
  const today = "2026-11-21";
  expect(isOverdue({ state: "active", dueOn: "2026-11-20" }, today)).toBe(true);
  expect(isOverdue({ state: "active", dueOn: "2026-11-21" }, today)).toBe(false);
  expect(isOverdue({ state: "delivered", dueOn: "2026-11-20" }, today)).toBe(false);
  expect(isOverdue({ state: "active", dueOn: null }, today)).toBe(false);
});

test("pages follow each other through equal deadlines, with the tracks of each project", async () => {
  const studio = await newStudio();
  const clientId = await newClient(studio);
  await studio.write(async (db) => {
    const made = await db
      .insert(projects)
      .values(
        Array.from({ length: 120 }, (_, n) => ({
          clientId,
          title: `P${n}`,
          kind: "ep" as const,
          dueOn: n % 3 ? "2026-12-01" : null,
        })),
      )
      .returning({ id: projects.id });
    await db.insert(tracks).values(
      made.flatMap(({ id }) => [
        { projectId: id, position: 1, title: "un", state: "approved" as const },
        { projectId: id, position: 2, title: "deux", state: "recording" as const },
      ]),
    );
  });
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const after = readCursor(cursor);
    const page = await studio.read((db) => listProjects(db, all, { after }));
    seen.push(...page.rows.map((row) => row.id));
    expect(page.rows[0]).toMatchObject({ tracks: 2, approved: 1, steps: 6 });
    cursor = page.next;
  } while (cursor);
  expect(new Set(seen).size).toBe(120);
  expect(seen).toHaveLength(120);
});

test("a choice of projects leaves out what is closed and what is another client's", async () => {
  const studio = await newStudio();
  const [ada, bea] = [await newClient(studio), await newClient(studio, "Béa")];
  await studio.write(async (db) => {
    await added(db, project(ada, { title: "Nuit" }));
    await added(db, project(bea, { title: "Nuit blanche" }));
    await setProjectState(db, await added(db, project(ada, { title: "Nuit close" })), "delivered");
  });
  const labels = async (clientId?: string) => {
    const options = await studio.read((db) => listProjectOptions(db, "nuit", clientId));
    return options.map((option) => option.label);
  };
  expect(await labels()).toEqual(["Nuit", "Nuit blanche"]);
  expect(await labels(bea)).toEqual(["Nuit blanche"]);
});

test("projects are sorted by what a column shows, and what shows nothing stands last", async () => {
  const studio = await newStudio();
  const [ada, bea] = [await newClient(studio), await newClient(studio, "Béa")];
  await studio.write(async (db) => {
    await added(db, project(bea, { title: "1", dueOn: "2026-12-01", budgetCents: "90" }));
    await added(db, project(ada, { title: "2", kind: "single", budgetCents: "1000" }));
    await setProjectState(
      db,
      await added(db, project(bea, { title: "3", dueOn: "2026-11-01" })),
      "delivered",
    );
  });
  const sorted = async (sort: string) => {
    const wish = { sort: readSort(sort, projectSorts) };
    const { rows } = await studio.read((db) => listProjects(db, all, wish));
    return rows.map(({ title }) => title).join("");
  };
  expect(await sorted("work")).toBe("123");
  expect(await sorted("-title")).toBe("321");
  expect((await sorted("client"))[0]).toBe("2");
  expect(await sorted("due")).toBe("312");
  expect(await sorted("-due")).toBe("132");
  expect(await sorted("-budget")).toBe("213");
  expect((await sorted("-state"))[0]).toBe("3");
  expect((await sorted("-kind"))[0]).toBe("2");
});
