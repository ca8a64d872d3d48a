import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { platformEvents, studios, users } from "#db/schema/control/index.ts";
import { settings } from "#db/schema/studio/index.ts";
import { sharedPlace } from "#db/provision.server.ts";
import { asMover } from "#db/moves/mover.server.ts";
import { findStudio } from "#db/studios.server.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import { findMembership } from "./memberships.server.ts";
import { openNewStudio } from "./new-studio.server.ts";

const { platform } = await testPlatform();
const { control } = platform;

async function newPerson() {
  const email = `${randomBytes(5).toString("hex")}@rsm.test`;
  const [user] = await control
    .insert(users)
    .values({ email, name: "Ada", passwordHash: "hers" })
    .returning({ id: users.id });
  return { userId: user!.id, visitor: null };
}

const newSlug = () => `s-${randomBytes(5).toString("hex")}`;
const wish = { name: "Hansa", language: "en" as const, timeZone: "Europe/Berlin" };

test("a person opens a studio and owns it, with the account that is there", async () => {
  const [person, slug] = [await newPerson(), newSlug()];
  expect(await openNewStudio(platform, person, { ...wish, slug })).toEqual({ ok: true });
  const made = await findMembership(control, person.userId, slug);
  expect(made).toMatchObject({ role: "owner", name: "Hansa", placement: { isolation: "shared" } });
  const rows = await platform
    .openStudio(made!.placement)
    .read((db) =>
      db.select({ language: settings.language, zone: settings.timeZone }).from(settings),
    );
  expect(rows).toEqual([{ language: "en", zone: "Europe/Berlin" }]);
  const [user] = await control.select().from(users).where(eq(users.id, person.userId));
  expect(user).toMatchObject({ name: "Ada", passwordHash: "hers" });
  const events = await control
    .select({ kind: platformEvents.kind, studioId: platformEvents.studioId })
    .from(platformEvents)
    .where(eq(platformEvents.userId, person.userId));
  expect(events).toEqual([{ kind: "studio-created", studioId: made!.placement.studioId }]);
});

test("an address that is taken is refused, also to the second of two at once", async () => {
  const [first, second, slug] = [await newPerson(), await newPerson(), newSlug()];
  const answers = await Promise.all(
    [first, second].map((person) => openNewStudio(platform, person, { ...wish, slug })),
  );
  expect(answers).toContainEqual({ ok: true });
  expect(answers).toContainEqual({ ok: false, because: "slugTaken" });
  const later = await openNewStudio(platform, await newPerson(), { ...wish, slug });
  expect(later).toEqual({ ok: false, because: "slugTaken" });
});

test("a person makes three studios, however many are asked for at once", async () => {
  const person = await newPerson();
  const slugs = Array.from({ length: 5 }, newSlug);
  const answers = await Promise.all(
    slugs.map((slug) => openNewStudio(platform, person, { ...wish, slug })),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
  expect(answers).toContainEqual({ ok: false, because: "tooManyStudios" });
  const made = await Promise.all(slugs.map((slug) => findStudio(control, slug)));
  expect(made.filter(Boolean)).toHaveLength(3);
  const more = await openNewStudio(platform, person, { ...wish, slug: newSlug() });
  expect(more).toEqual({ ok: false, because: "tooManyStudios" });
});

test("a studio that is refused late leaves nothing in the place that others share", async () => {
  const [person, taken] = [await newPerson(), newSlug()];
  const all = [taken, taken, taken, newSlug(), newSlug(), newSlug()];
  await Promise.all(all.map((slug) => openNewStudio(platform, person, { ...wish, slug })));
  const made = await control.select({ id: studios.id }).from(studios);
  const place = await sharedPlace(platform, "main");
  const [rows, fences] = await asMover(platform, place, "rsm test", async (mover) => [
    await mover<{ id: string }[]>`select studio_id as id from studios.settings`,
    await mover<{ id: string }[]>`select studio_id as id from rsm.fences`,
  ]);
  const ids = (of: readonly { id: string }[]) => of.map(({ id }) => id).toSorted();
  expect(ids(rows)).toEqual(ids(made));
  expect(ids(fences)).toEqual(ids(made));
});
