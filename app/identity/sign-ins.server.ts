import { and, desc, eq, gt, ne, type SQL, sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import { signIns, users } from "#db/schema/control/index.ts";
import { hashOf, newSecret } from "./secrets.server.ts";
import type { User } from "./user.ts";
import type { Visitor } from "./visitor.server.ts";

/** The longest that a browser stays signed in; an operator's does for less. */
export const SIGN_IN_DAYS = 30;

/** A password that was right opens nothing for longer than it takes to fetch a telephone. */
const PENDING_MINUTES = 10;

/** Is not used for so long: it has ended. */
const idle = sql`case when ${users.isOperator} then interval '1 hour' else interval '14 days' end`;

const isAlive = and(
  gt(signIns.expiresAt, sql`now()`),
  gt(signIns.lastUsedAt, sql`now() - ${idle}`),
);

/** What the functions here need of the control database; a transaction has it too. */
export type ControlWork = Pick<ControlDb, "select" | "insert" | "update" | "delete">;

/**
 * Returns the secret that the browser keeps; the database keeps its hash. Whose first factor alone is
 * proved starts a pending one: it signs in nobody until `completeSignIn`.
 */
export async function startSignIn(
  control: ControlWork,
  { userId, visitor, pending }: { userId: string; visitor: Device; pending: boolean },
): Promise<string> {
  const secret = newSecret();
  await control.delete(signIns).where(and(eq(signIns.userId, userId), isPast));
  await control.insert(signIns).values({
    userId,
    secretHash: hashOf(secret),
    expiresAt: pending ? inMinutes(PENDING_MINUTES) : endOfSignIn(userId),
    userAgent: visitor.userAgent?.slice(0, 400) ?? null,
    address: visitor.address,
    pending,
  });
  return secret;
}

type Device = Pick<Visitor, "address" | "userAgent">;

const isPast = sql`${signIns.expiresAt} <= now()`;

/** Who the secret signs in. Notes that it was used, once a minute at the most; where it is no use, nothing. */
export async function findSignedInUser(
  control: ControlWork,
  secret: string,
  { isUse = true } = {},
): Promise<User | undefined> {
  const [row] = await control
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      isOperator: users.isOperator,
      signInId: signIns.id,
      hasSecondFactor: sql<boolean>`${signIns.secondFactorAt} is not null`,
      isNoted: sql<boolean>`${signIns.lastUsedAt} > now() - interval '1 minute'`,
    })
    .from(signIns)
    .innerJoin(users, eq(users.id, signIns.userId))
    .where(and(eq(signIns.secretHash, hashOf(secret)), eq(signIns.pending, false), isAlive));
  if (!row) return undefined;
  const { isNoted, ...user } = row;
  if (isUse && !isNoted) {
    const now = { lastUsedAt: sql`now()` };
    await control.update(signIns).set(now).where(eq(signIns.id, user.signInId));
  }
  return user;
}

/** A sign-in that is going on; to ask is no use of it. */
export async function findSignIn(control: ControlWork, signInId: string) {
  const [found] = await control
    .select({ hasSecondFactor: sql<boolean>`${signIns.secondFactorAt} is not null` })
    .from(signIns)
    .innerJoin(users, eq(users.id, signIns.userId))
    .where(and(eq(signIns.id, signInId), eq(signIns.pending, false), isAlive));
  return found;
}

/** Whose second factor is still to come. */
export async function findPendingSignIn(control: ControlWork, secret: string) {
  const [pending] = await control
    .select({
      signInId: signIns.id,
      id: users.id,
      email: users.email,
      isOperator: users.isOperator,
    })
    .from(signIns)
    .innerJoin(users, eq(users.id, signIns.userId))
    .where(and(eq(signIns.secretHash, hashOf(secret)), eq(signIns.pending, true), isAlive));
  return pending;
}

/**
 * The second factor was proved by this browser: it gets a new secret, so that one seen before is worth
 * nothing. Returns it; undefined where the sign-in has ended meanwhile.
 */
export async function completeSignIn(
  control: ControlWork,
  { signInId, userId }: { signInId: string; userId: string },
): Promise<string | undefined> {
  return rotate(control, signInId, {
    secondFactorAt: sql`now()`,
    // One that was pending begins now; one that had begun ends when it would have.
    expiresAt: sql`case when ${signIns.pending} then ${endOfSignIn(userId)} else ${signIns.expiresAt} end`,
    pending: false,
  });
}

/** Gives a sign-in a new secret; undefined where it has ended. */
export async function rotateSignIn(control: ControlWork, signInId: string) {
  return rotate(control, signInId, {});
}

/** Where a person is signed in, the last used first. */
export function listSignIns(control: ControlWork, userId: string) {
  return control
    .select({
      id: signIns.id,
      userAgent: signIns.userAgent,
      address: signIns.address,
      createdAt: signIns.createdAt,
      lastUsedAt: signIns.lastUsedAt,
    })
    .from(signIns)
    .innerJoin(users, eq(users.id, signIns.userId))
    .where(and(eq(signIns.userId, userId), eq(signIns.pending, false), isAlive))
    .orderBy(desc(signIns.lastUsedAt));
}

export async function endSignIn(control: ControlWork, secret: string): Promise<void> {
  await control.delete(signIns).where(eq(signIns.secretHash, hashOf(secret)));
}

/** Ends one of a person's own sign-ins; false where it is none of theirs. */
export async function revokeSignIn(control: ControlWork, userId: string, signInId: string) {
  const ended = await control
    .delete(signIns)
    .where(and(eq(signIns.userId, userId), eq(signIns.id, signInId)))
    .returning({ id: signIns.id });
  return ended.length > 0;
}

/** Ends all of a person's sign-ins, but for the one to keep. Returns how many. */
export async function revokeSignIns(
  control: ControlWork,
  userId: string,
  { except }: { except: string | null },
): Promise<number> {
  const theirs = eq(signIns.userId, userId);
  const ended = await control
    .delete(signIns)
    .where(except === null ? theirs : and(theirs, ne(signIns.id, except)))
    .returning({ id: signIns.id });
  return ended.length;
}

async function rotate(
  control: ControlWork,
  signInId: string,
  changes: Partial<Record<"secondFactorAt" | "expiresAt", SQL>> & { pending?: boolean },
): Promise<string | undefined> {
  const secret = newSecret();
  const rotated = await control
    .update(signIns)
    .set({ ...changes, secretHash: hashOf(secret), lastUsedAt: sql`now()` })
    .where(and(eq(signIns.id, signInId), gt(signIns.expiresAt, sql`now()`)))
    .returning({ id: signIns.id });
  return rotated.length > 0 ? secret : undefined;
}

// However busy: an operator's ends after half a day, everybody's after a month.
function endOfSignIn(userId: string): SQL {
  return sql`now() + (select case when ${users.isOperator}
    then interval '12 hours' else make_interval(days => ${SIGN_IN_DAYS}) end
    from ${users} where ${users.id} = ${userId})`;
}

function inMinutes(minutes: number): SQL {
  return sql`now() + make_interval(mins => ${minutes})`;
}
