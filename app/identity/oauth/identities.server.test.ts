import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { mails, platformEvents, users } from "#db/schema/control/index.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { listSignIns, startSignIn } from "../sign-ins.server.ts";
import { listIdentities, takeIdentity, unlinkIdentity } from "./identities.server.ts";
import type { ProvedIdentity } from "./openid-strategy.server.ts";

const { platform } = await testPlatform();
const { control } = platform;
const visitor = { address: "203.0.113.7", userAgent: "Test/1.0", requestId: "t" };
const appUrl = "https://studios.test";

function identityOf(email: string, changes: Partial<ProvedIdentity> = {}): ProvedIdentity {
  const subject = `subject of ${email}`;
  return { provider: "google", subject, email, isEmailVerified: true, name: "Ada", ...changes };
}

const take = (identity: ProvedIdentity) =>
  takeIdentity(control, identity, { visitor, appUrl, language: "fr" });

/** Somebody who came by Google, and is signed in; `passwordHash` where they chose a password too. */
async function newPerson(passwordHash: string | null) {
  const email = `${randomBytes(4).toString("hex")}@rsm.test`;
  const { userId } = (await take(identityOf(email))) as { userId: string };
  await control.update(users).set({ passwordHash }).where(eq(users.id, userId));
  await startSignIn(control, { userId, visitor, pending: false });
  const [signIn] = await listSignIns(control, userId);
  return { email, id: userId, signInId: signIn!.id };
}

const unlink = (
  user: { id: string; signInId: string },
  subject: string,
  provider: "google" | "apple" = "google",
) => unlinkIdentity(control, user, { provider, subject }, { visitor, appUrl });

test("a removed identity opens nothing by itself; others are signed out, the owner told", async () => {
  const person = await newPerson("theirs");
  await startSignIn(control, { userId: person.id, visitor, pending: false });
  const identity = identityOf(person.email);
  expect(await unlink(person, identity.subject)).toBe("unlinked");
  expect(await listIdentities(control, person.id)).toEqual([]);
  expect(await listSignIns(control, person.id)).toMatchObject([{ id: person.signInId }]);
  const sent = await control.select().from(mails).where(eq(mails.recipient, person.email));
  expect(sent.map(({ subject }) => subject)).toEqual([
    "Un compte extérieur n’est plus relié au vôtre",
  ]);
  const events = await control
    .select()
    .from(platformEvents)
    .where(eq(platformEvents.userId, person.id));
  expect(events.at(-1)).toMatchObject({
    kind: "identity-unlinked",
    detail: { provider: "google" },
  });
  expect(await take({ ...identity, isEmailVerified: false })).toBe("emailUnverified");
  expect(await take({ ...identity, email: undefined })).toBe("emailUnverified");
});

test("the last way in is not removed, nor by two at once", async () => {
  const alone = await newPerson(null);
  expect(await unlink(alone, `subject of ${alone.email}`)).toBe("last");
  const apple = identityOf(alone.email, { provider: "apple", subject: "at Apple" });
  await take(apple);
  const outcomes = await Promise.all([
    unlink(alone, "at Apple", "apple"),
    unlink(alone, `subject of ${alone.email}`),
  ]);
  expect(outcomes.sort()).toEqual(["last", "unlinked"]);
  expect(await listIdentities(control, alone.id)).toHaveLength(1);
});

test("somebody else's identity is not removed", async () => {
  const [ada, eve] = [await newPerson("theirs"), await newPerson("theirs")];
  expect(await unlink(eve, `subject of ${ada.email}`)).toBe("unknown");
  expect(await unlink(ada, `subject of ${ada.email}`, "apple")).toBe("unknown");
  expect(await listIdentities(control, ada.id)).toHaveLength(1);
});

test("one subject at two providers is two people", async () => {
  const subject = "the same";
  const [google, apple] = [
    await take(identityOf("one@rsm.test", { subject })),
    await take(identityOf("two@rsm.test", { subject, provider: "apple" })),
  ];
  expect(google).not.toEqual(apple);
});

test("whose name is not told is called by the address", async () => {
  const taken = await take(identityOf("grace.hopper@rsm.test", { name: undefined }));
  const { userId } = taken as { userId: string };
  const [user] = await control.select().from(users).where(eq(users.id, userId));
  expect(user).toMatchObject({ name: "grace.hopper", email: "grace.hopper@rsm.test" });
});
