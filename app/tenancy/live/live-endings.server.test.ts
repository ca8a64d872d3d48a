import { eq, sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { memberships, studios, users } from "#db/schema/control/index.ts";
import { findSignedInUser, revokeSignIn, startSignIn } from "#app/identity/sign-ins.server.ts";
import { failOn, followed, follower } from "../../../tests/support/live-stream.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { type Follower, openLive } from "./live.server.ts";
import { roleByNow } from "./recheck.server.ts";

const { platform, newStudio } = await testPlatform();
const live = openLive(platform, { onError: failOn });

test("a stream ends when the sign-in is revoked, or the membership", async () => {
  const prompt = openLive(platform, { onError: failOn, times: { beatMs: 20, recheckMs: 20 } });
  const { control } = platform;
  for (const end of [
    (userId: string, signInId: string) => revokeSignIn(control, userId, signInId),
    (userId: string) => control.delete(memberships).where(eq(memberships.userId, userId)),
    (_: string, _signInId: string, studioId: string) =>
      control.update(studios).set({ requiresSecondFactor: true }).where(eq(studios.id, studioId)),
  ]) {
    const studio = await newStudio();
    const { slug, studioId } = studio.placement;
    const [member] = await control
      .insert(users)
      .values({ email: `engineer@${slug}.test`, name: "Simon", passwordHash: "none" })
      .returning({ id: users.id });
    const userId = member!.id;
    await control.insert(memberships).values({ userId, studioId, role: "engineer" });
    const visitor = { address: null, userAgent: null };
    const secret = await startSignIn(control, { userId, visitor, pending: false });
    const { signInId } = (await findSignedInUser(control, secret))!;
    const recheck = vi.fn<Follower["recheck"]>(() =>
      roleByNow(control, { signInId, userId, slug }),
    );
    const stream = await followed(prompt, follower(studio, { userId, signInId, recheck }));
    await vi.waitFor(() => expect(recheck.mock.calls.length).toBeGreaterThan(2));
    expect(stream.isOpen()).toBe(true);
    await end(userId, signInId, studioId);
    await stream.ended();
  }
  prompt.close();
});

test("a stream ends by itself, and where nobody can say who may follow", async () => {
  const short = openLive(platform, { onError: failOn, times: { beatMs: 10, lifeMs: 50 } });
  const studio = await newStudio();
  const aged = await followed(short, follower(studio));
  await aged.ended();
  short.close();
  const told = vi.fn<(error: unknown) => void>();
  const strict = openLive(platform, { onError: told, times: { beatMs: 10, recheckMs: 10 } });
  const refused = new Error("the control database is away");
  const stream = await followed(
    strict,
    follower(studio, { recheck: () => Promise.reject(refused) }),
  );
  await stream.ended();
  expect(told).toHaveBeenCalledWith(refused);
  strict.close();
});

test("one sign-in has so many streams and no more, and those that left make place", async () => {
  const studio = await newStudio();
  const wish = follower(studio, { signInId: "one" });
  const open = await Promise.all(Array.from({ length: 12 }, () => followed(live, wish)));
  expect(await live.follow(wish)).toBeUndefined();
  const another = await followed(live, follower(studio, { signInId: "another" }));
  await open[0]?.leave();
  open[0] = await followed(live, wish);
  await Promise.all([...open, another].map((stream) => stream.leave()));
});

test("a reader that does not read is left, and its backlog with it", async () => {
  const studio = await newStudio();
  const body = (await live.follow(follower(studio)))!;
  const other = await followed(live, follower(studio));
  for (let n = 1; n <= 4; n += 1) {
    await studio.write((db) =>
      db.execute(sql`insert into clients (name) select 'n' || n from generate_series(1, 150) n`),
    );
    await vi.waitFor(() => expect(other.rows()).toHaveLength(n * 150));
  }
  const reader = body.getReader();
  let chunks = 0;
  while (!(await reader.read()).done) chunks += 1;
  expect(chunks).toBeLessThanOrEqual(5);
  expect(other.isOpen()).toBe(true);
  await other.leave();
});
