import { createHash } from "node:crypto";
import { expect, test, vi } from "vitest";
import { strangersContext } from "#app/identity/limit-strangers.server.ts";
import { hashOf, newSecret } from "#app/identity/secrets.server.ts";
import { openRateLimit } from "#app/lib/rate-limit.ts";
import { asMover } from "#db/moves/mover.server.ts";
import { clients, feeds, rooms, sessions } from "#db/schema/studio/index.ts";
import { type TestStudio, testPlatform } from "../../../tests/support/platform.ts";
import { requestContext } from "../../../tests/support/request-context.ts";
import { feedSchema } from "./feed.ts";
import { addFeed, listFeeds, revokeFeed } from "./feeds.server.ts";
import { loader } from "./routes/feed.tsx";

const { platform, newStudio } = await testPlatform();

async function feedOf(studio: TestStudio) {
  const secret = newSecret();
  const its = { secretHash: hashOf(secret), createdBy: crypto.randomUUID() };
  const id = await studio.write((db) => addFeed(db, feedSchema.parse({ shows: "studio" }), its));
  return { id: id!, secret };
}

async function withFeed(isolation: "shared" | "dedicated" = "shared") {
  const studio = await newStudio({ isolation });
  await studio.write(async (db) => {
    const [room] = await db
      .insert(rooms)
      .values({ name: "Cabine", kind: "booth" })
      .returning({ id: rooms.id });
    const [client] = await db.insert(clients).values({ name: "Éva" }).returning({ id: clients.id });
    const startsAt = new Date(Date.now() + 3_600_000);
    const endsAt = new Date(+startsAt + 3_600_000);
    const of = { roomId: room!.id, clientId: client!.id, kind: "mixing" } as const;
    await db.insert(sessions).values({ ...of, startsAt, endsAt });
  });
  return { studio, ...(await feedOf(studio)), slug: studio.placement.slug };
}

const strangers = openRateLimit({ perMinute: 1_000 });

type Asked = {
  slug: string;
  secret: string;
  method?: string;
  known?: string;
  host?: string;
  limit?: typeof strangers;
};

async function ask({ slug, secret, method = "GET", known, host, limit = strangers }: Asked) {
  const url = new URL(`https://studios.test/feeds/${slug}/${secret}.ics`);
  const headers = { Host: host ?? "studios.test", ...(known && { "If-None-Match": known }) };
  const context = requestContext(platform);
  context.set(strangersContext, limit);
  const request = new Request(url, { method, headers });
  const params = { studio: slug, secret };
  const given = { request, url, params, context, pattern: "/feeds/:studio/:secret.ics" };
  const answer = await loader({ ...given, unstable_mask: url } as Parameters<typeof loader>[0]);
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

test.each(["shared", "dedicated"] as const)(
  "in a %s place who has the address has the calendar, and is told when nothing changed",
  async (isolation) => {
    const { studio, slug, secret } = await withFeed(isolation);
    const got = await ask({ slug, secret });
    expect(got.status).toBe(200);
    expect(got.headers.get("Content-Type")).toBe("text/calendar; charset=utf-8");
    expect(got.headers.get("Cache-Control")).toBe("private, max-age=900");
    const etag = `"${createHash("sha256").update(got.body).digest("base64url")}"`;
    expect(got.headers.get("ETag")).toBe(etag);
    expect(got.body).toContain("SUMMARY:Éva · Mixage\r\n");

    const head = await ask({ slug, secret, method: "HEAD" });
    expect(head).toMatchObject({ status: 200, body: "" });
    expect(head.headers.get("ETag")).toBe(etag);
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
      const same = await ask({ slug, secret, known });
      expect(same).toMatchObject({ status: 304, body: "" });
      expect(same.headers.get("ETag")).toBe(etag);
    }
    expect((await ask({ slug, secret, known: '"x"' })).status).toBe(200);
    await studio.write((db) => db.update(sessions).set({ kind: "mastering" }));
    const changed = await ask({ slug, secret, known: etag });
    expect(changed.status).toBe(200);
    expect(changed.headers.get("ETag")).not.toBe(etag);
  },
);

test("what never was, was revoked, or is another studio's answers the same, on every host", async () => {
  const [one, two] = [await withFeed(), await withFeed()];
  const { slug, secret } = one;
  const revoked = await feedOf(one.studio);
  await one.studio.write((db) => revokeFeed(db, revoked.id));
  const refused = [
    { slug, secret: newSecret() },
    { slug, secret: "" },
    { slug, secret: revoked.secret },
    { slug, secret: two.secret },
    { slug: "nirgend", secret },
    { slug: two.slug, secret },
    { slug, secret, host: `${two.slug}.studios.test` },
    { slug, secret, host: "elsewhere.test" },
    { slug, secret: hashOf(secret).toString("base64url") },
  ];
  const answers = await Promise.all(refused.map(ask));
  for (const { status, body, headers } of answers) {
    expect({ status, body }).toEqual({ status: 404, body: "There is no such calendar.\n" });
    expect([...headers.keys()]).toEqual(["content-type"]);
  }
  expect((await ask({ slug, secret, host: `${slug}.studios.test` })).status).toBe(200);
});

test("who guesses is told to wait, and who knows is not", async () => {
  const { slug, secret } = await withFeed();
  const limit = openRateLimit({ perMinute: 3 });
  const guess = () =>
    ask({ slug, secret: newSecret(), limit }).then(
      ({ status }) => status,
      (thrown: { init: { status: number } }) => thrown.init.status,
    );
  const statuses = [await guess(), await guess(), await guess(), await guess()];
  expect(statuses).toEqual([404, 404, 404, 429]);
  expect((await ask({ slug, secret, limit })).status).toBe(200);
});

test("a feed is read while its studio is being moved, and that it was is noted afterwards", async () => {
  const { studio, slug, secret } = await withFeed();
  const { studioId, ...place } = studio.placement;
  const fence = (state: string) =>
    asMover(platform, place, "test", async (sql) => {
      await sql`update rsm.fences set state = ${state}
        where schema_name = ${place.schema} and studio_id = ${studioId}`;
    });
  await fence("closed");
  expect((await ask({ slug, secret })).status).toBe(200);
  const lastFetched = async () => (await studio.read(listFeeds))[0]?.lastFetchedAt;
  expect(await lastFetched()).toBeNull();
  await fence("open");
  await vi.waitFor(async () => expect(await lastFetched()).toBeInstanceOf(Date), {
    timeout: 5_000,
  });
});

test("the secret itself is kept nowhere", async () => {
  const { studio, secret } = await withFeed();
  const [row] = await studio.read((db) => db.select().from(feeds));
  expect(JSON.stringify(row)).not.toContain(secret);
  expect(row?.secretHash.equals(hashOf(secret))).toBe(true);
  expect(secret).toMatch(/^[\w-]{43}$/);
});
