import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { mails, oneTimeLinks, signIns, users } from "#db/schema/control/index.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import { addLink } from "./one-time-links.server.ts";
import { startSignIn } from "./sign-ins.server.ts";
import { sweepIdentity } from "./sweep.server.ts";

const { platform } = await testPlatform();
const { control } = platform;

test("what has expired is swept away, and what works stays", async () => {
  const [user] = await control
    .insert(users)
    .values({ email: "swept@rsm.test", name: "Ada" })
    .returning({ id: users.id });
  const userId = user!.id;
  const visitor = { address: null, userAgent: null };
  for (const pending of [true, false]) {
    await startSignIn(control, { userId, visitor, pending });
    await addLink(control, { kind: "magic-link", userId });
  }
  const past = { expiresAt: sql`now() - interval '1 minute'` };
  for (const table of [signIns, oneTimeLinks]) {
    const [first] = await control.select({ id: table.id }).from(table).limit(1);
    await control.update(table).set(past).where(eq(table.id, first!.id));
  }
  await sweepIdentity(control);
  expect(await control.select().from(signIns)).toHaveLength(1);
  expect(await control.select().from(oneTimeLinks)).toHaveLength(1);
});

test("a mail is kept for 30 days after it was sent or given up, and as long as it waits", async () => {
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
  const rows = [
    { subject: "sent long ago", sentAt: ago(31) },
    { subject: "given up long ago", givenUpAt: ago(31) },
    { subject: "sent lately", sentAt: ago(29) },
    { subject: "waits", createdAt: ago(31) },
  ];
  const mail = { recipient: "kept@rsm.test", kind: "magic-link", language: "fr" as const };
  await control.insert(mails).values(rows.map((row) => ({ ...mail, ...row })));
  await sweepIdentity(control);
  const left = await control.select({ subject: mails.subject }).from(mails);
  expect(left.map(({ subject }) => subject).toSorted()).toEqual(["sent lately", "waits"]);
});
