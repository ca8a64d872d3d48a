import { eq, sql } from "drizzle-orm";
import { expect, onTestFinished, test, vi } from "vitest";
import { errands, mails } from "#db/schema/control/index.ts";
import { clients, outbox } from "#db/schema/studio/index.ts";
import { ISOLATIONS } from "#db/schema/control/index.ts";
import { noteDueWork } from "#app/lib/due-work.ts";
import { testPlatform, type TestStudio } from "../../tests/support/platform.ts";
import { startErrandJob } from "./errand-job.server.ts";
import { type ErrandHandlers, remind, runErrands, sweepErrands } from "./errands.server.ts";
import { reminding } from "./studio-context.server.ts";

const { platform, another, newStudio } = await testPlatform();
const { control } = platform;

const letter = {
  key: "one",
  to: "ida@studio.test",
  language: "fr",
  kind: "account-exists",
  values: { url: "http://localhost:3000/sign-in" },
} as const;

function run(handlers: ErrandHandlers, on = platform) {
  const onError = vi.fn<(error: unknown) => void>();
  return { onError, done: runErrands(on, handlers, { onError }) };
}

async function leave(studio: TestStudio, kind: string, dueAt = new Date()) {
  await studio.write((db) => db.insert(outbox).values({ kind, payload: {}, dueAt }));
  await remind(control, studio.placement.studioId, dueAt);
}

function mailsTo(recipient: string) {
  return control.select().from(mails).where(eq(mails.recipient, recipient));
}

function errandOf(studio: TestStudio) {
  return control.select().from(errands).where(eq(errands.studioId, studio.placement.studioId));
}

test.each(ISOLATIONS)(
  "in a %s place an errand is run once, by one of two processes",
  async (isolation) => {
    const [studio, other] = [await newStudio({ isolation }), await another()];
    await leave(studio, "greet");
    const to = `${isolation}@studio.test`;
    const greet = vi.fn<ErrandHandlers[string]>(async (db) => {
      await db.insert(clients).values({ name: "Greeted" });
      return [{ ...letter, to }];
    });
    const [one, two] = [run({ greet }), run({ greet }, other)];
    await Promise.all([one.done, two.done]);
    expect(one.onError).not.toHaveBeenCalled();
    expect(two.onError).not.toHaveBeenCalled();
    expect(greet).toHaveBeenCalledOnce();
    expect(greet.mock.calls[0]?.[2]).toMatchObject({ id: studio.placement.studioId });
    expect(await mailsTo(to)).toHaveLength(1);
    expect(await studio.read((db) => db.$count(clients))).toBe(1);
    expect(await errandOf(studio)).toEqual([]);
  },
);

test("one that fails changes nothing, waits, and goes out once when it is run again", async () => {
  const studio = await newStudio();
  await leave(studio, "stumble");
  const to = "again@studio.test";
  let fails = true;
  const stumble: ErrandHandlers[string] = async (db) => {
    await db.insert(clients).values({ name: "Half" });
    if (fails) throw new Error("the printer is out of paper");
    return [{ ...letter, to }];
  };
  await run({ stumble }).done;
  const read = () => studio.read((db) => db.select().from(outbox));
  expect(await read()).toMatchObject([
    { attempts: 1, doneAt: null, lastError: "the printer is out of paper" },
  ]);
  expect(await studio.read((db) => db.$count(clients))).toBe(0);
  const [waiting] = await errandOf(studio);
  expect(waiting!.dueAt.getTime()).toBeGreaterThan(Date.now() + 30_000);

  fails = false;
  await studio.write((db) => db.update(outbox).set({ dueAt: sql`now()` }));
  await remind(control, studio.placement.studioId, new Date());
  await run({ stumble }).done;
  expect(await mailsTo(to)).toHaveLength(1);
  expect(await read()).toMatchObject([{ lastError: null }]);
});

test("one of a kind that nobody knows is kept, with why, and holds up no other", async () => {
  const studio = await newStudio();
  await leave(studio, "unheard", new Date(Date.now() - 1_000));
  await leave(studio, "greet");
  const greet = vi.fn<ErrandHandlers[string]>(async () => []);
  await run({ greet }).done;
  expect(greet).toHaveBeenCalledOnce();
  const rows = await studio.read((db) =>
    db.select().from(outbox).where(eq(outbox.kind, "unheard")),
  );
  expect(rows).toMatchObject([{ doneAt: null, lastError: expect.stringContaining("unheard") }]);
});

test("what is due later waits until then", async () => {
  const studio = await newStudio();
  const later = new Date(Date.now() + 3_600_000);
  await leave(studio, "greet", later);
  await remind(control, studio.placement.studioId, new Date());
  const greet = vi.fn<ErrandHandlers[string]>(async () => []);
  await run({ greet }).done;
  expect(greet).not.toHaveBeenCalled();
  expect(await errandOf(studio)).toMatchObject([{ dueAt: later }]);
});

test("a write that leaves work is followed by the reminder, one that is rolled back is not", async () => {
  const studio = await newStudio();
  const remembered = vi.fn<(dueAt: Date) => Promise<void>>(async () => {});
  const visit = reminding(studio, remembered);
  const due = new Date("2031-01-01T00:00:00Z");
  await visit.write(async (db) => {
    noteDueWork(db, new Date("2031-02-01T00:00:00Z"));
    noteDueWork(db, due);
    await db.insert(clients).values({ name: "Ada" });
  });
  expect(remembered.mock.calls).toEqual([[due]]);
  const failed = visit.write((db) => {
    noteDueWork(db, due);
    return Promise.reject(new Error("no"));
  });
  await expect(failed).rejects.toThrow("no");
  expect(remembered).toHaveBeenCalledOnce();
});

test("a running app does what it is told of at once, and what nobody told it of when it starts", async () => {
  const [told, untold] = [await newStudio(), await newStudio({ isolation: "schema" })];
  await untold.write((db) => db.insert(outbox).values({ kind: "greet", payload: {} }));
  const greeted: string[] = [];
  const onError = vi.fn<(error: unknown) => void>();
  const job = startErrandJob(
    platform,
    {
      greet: async (_db, _payload, { id }) => {
        greeted.push(id);
        return [];
      },
    },
    { everyMs: 3_600_000, onError },
  );
  onTestFinished(() => job.stop());
  await vi.waitFor(() => expect(greeted).toContain(untold.placement.studioId), 15_000);
  await leave(told, "greet");
  await vi.waitFor(() => expect(greeted).toContain(told.placement.studioId), 15_000);
  expect(onError).not.toHaveBeenCalled();
});

test("a sweep finds the work of every studio, in whichever place", async () => {
  const all = await Promise.all(ISOLATIONS.map((isolation) => newStudio({ isolation })));
  const dueAt = new Date("2031-01-01T00:00:00Z");
  for (const studio of all) {
    await studio.write((db) => db.insert(outbox).values({ kind: "greet", payload: {}, dueAt }));
  }
  await sweepErrands(platform);
  for (const studio of all) expect(await errandOf(studio)).toMatchObject([{ dueAt }]);
});
