import { and, eq, gt, inArray, isNull, lt, sql } from "drizzle-orm";
import { oneTimeLinks, users } from "#db/schema/control/index.ts";
import { hashOf, newSecret } from "./secrets.server.ts";
import type { ControlWork } from "./sign-ins.server.ts";

/** How long a link in a mail works. */
export const LINK_MINUTES = {
  "magic-link": 15,
  "password-reset": 30,
  "email-verification": 24 * 60,
} as const;

export type LinkKind = keyof typeof LINK_MINUTES;

/** Returns the link's id, and the secret that travels in it. */
export async function addLink(
  control: ControlWork,
  { kind, userId, returnTo }: { kind: LinkKind; userId: string; returnTo?: string | null },
): Promise<{ id: string; secret: string }> {
  const secret = newSecret();
  await control
    .delete(oneTimeLinks)
    .where(and(eq(oneTimeLinks.userId, userId), lt(oneTimeLinks.expiresAt, sql`now()`)));
  const [link] = await control
    .insert(oneTimeLinks)
    .values({
      kind,
      userId,
      returnTo: returnTo || null,
      secretHash: hashOf(secret),
      expiresAt: sql`now() + make_interval(mins => ${LINK_MINUTES[kind]})`,
    })
    .returning({ id: oneTimeLinks.id });
  return { id: link!.id, secret };
}

/** Whose link it is, and leaves it unused; undefined where it does not work (any more). */
export async function findLink(control: ControlWork, kind: LinkKind, secret: string) {
  const [link] = await control
    .select({
      id: oneTimeLinks.id,
      userId: users.id,
      email: users.email,
      name: users.name,
      passwordHash: users.passwordHash,
    })
    .from(oneTimeLinks)
    .innerJoin(users, eq(users.id, oneTimeLinks.userId))
    .where(works(kind, secret));
  return link;
}

/** Uses a link up: of two who come at once one gets it. Undefined where it does not work (any more). */
export async function takeLink(control: ControlWork, kind: LinkKind, secret: string) {
  const [link] = await control
    .update(oneTimeLinks)
    .set({ usedAt: sql`now()` })
    .where(works(kind, secret))
    .returning({ userId: oneTimeLinks.userId, returnTo: oneTimeLinks.returnTo });
  return link;
}

/** Links that were sent before work no longer. */
export async function dropLinks(
  control: Pick<ControlWork, "delete">,
  userId: string,
  kinds: LinkKind[],
): Promise<void> {
  await control
    .delete(oneTimeLinks)
    .where(and(eq(oneTimeLinks.userId, userId), inArray(oneTimeLinks.kind, kinds)));
}

function works(kind: LinkKind, secret: string) {
  return and(
    eq(oneTimeLinks.secretHash, hashOf(secret)),
    eq(oneTimeLinks.kind, kind),
    isNull(oneTimeLinks.usedAt),
    gt(oneTimeLinks.expiresAt, sql`now()`),
  );
}
