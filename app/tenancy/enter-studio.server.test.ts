import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { userContext } from "#app/identity/user-context.server.ts";
import { studios, users } from "#db/schema/control/index.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import { requestContext } from "../../tests/support/request-context.ts";
import { enterStudio } from "./enter-studio.server.ts";

const { platform, newStudio } = await testPlatform();

/** How the studio answers its owner, by a sign-in with a second factor or without. */
async function enter(slug: string, hasSecondFactor: boolean): Promise<Response> {
  const [owner] = await platform.control
    .select({ id: users.id, email: users.email, name: users.name, isOperator: users.isOperator })
    .from(users)
    .where(eq(users.email, `owner@${slug}.test`));
  const context = requestContext(platform);
  context.set(userContext, { ...owner!, signInId: "none", hasSecondFactor });
  const url = new URL(`https://studios.test/s/${slug}/rooms?x=1`);
  const request = new Request(url, { headers: { Host: "studios.test" } });
  const given = { request, url, params: { studio: slug }, context, pattern: "", unstable_mask: "" };
  const entered = enterStudio(given, async () => new Response("inside"));
  return Promise.resolve(entered).catch((answer: unknown) => answer) as Promise<Response>;
}

test("a studio that asks for a second factor lets in nobody without one", async () => {
  const { placement } = await newStudio();
  const { slug } = placement;
  expect(await (await enter(slug, false)).text()).toBe("inside");
  await platform.control
    .update(studios)
    .set({ requiresSecondFactor: true })
    .where(eq(studios.slug, slug));
  const refused = await enter(slug, false);
  expect(refused.status).toBe(302);
  expect(refused.headers.get("Location")).toBe(
    `/account/second-factor?returnTo=${encodeURIComponent(`/s/${slug}/rooms?x=1`)}`,
  );
  expect(await (await enter(slug, true)).text()).toBe("inside");
});
