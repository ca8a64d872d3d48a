import { and, eq, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import type { Seals } from "#db/seals.ts";
import { signIns, users } from "#db/schema/control/index.ts";
import { recordEvent } from "./events.server.ts";
import {
  dropRecoveryCodes,
  renewRecoveryCodes,
  takeRecoveryCode,
} from "./recovery-codes.server.ts";
import { followSecurityChange } from "./security-changes.server.ts";
import { completeSignIn, type ControlWork, rotateSignIn } from "./sign-ins.server.ts";
import { countTry, forgetTries } from "./throttle.server.ts";
import { newTotpKey, type QrCode, qrOf, stepOf } from "./totp.server.ts";
import type { Visitor } from "./visitor.server.ts";

/** What the functions here work with: a person's own account, by a sign-in of theirs. */
export type SecondFactorWork = {
  control: ControlDb;
  seals: Seals;
  visitor: Visitor;
  appUrl: string;
  userId: string;
  signInId: string;
  /** Whether it is by this that they come in. */
  isPending: boolean;
};

/** `refused`: the code is wrong, was used, or too many were tried. */
export type Refused = { ok: false; why: "refused" | "sign-in ended" };
const refused: Refused = { ok: false, why: "refused" };
const signInEnded: Refused = { ok: false, why: "sign-in ended" };

/** Since when a second factor is in force; null where none is. */
export async function secondFactorSince(
  control: Pick<ControlWork, "select">,
  userId: string,
): Promise<Date | null> {
  const [user] = await control
    .select({ since: users.totpConfirmedAt })
    .from(users)
    .where(eq(users.id, userId));
  return user?.since ?? null;
}

/**
 * The key to put into an authenticator app: the same one until it is confirmed, or the person signs in
 * anew. Undefined where a second factor is in force: its key is never shown again.
 */
export async function offerKey(
  { control, seals }: Pick<SecondFactorWork, "control" | "seals">,
  { userId, email }: { userId: string; email: string },
): Promise<{ key: string; qr: QrCode } | undefined> {
  const purpose = purposeOf(userId);
  await control
    .update(users)
    .set({ totpKey: seals.seal(newTotpKey(), purpose) })
    .where(and(eq(users.id, userId), isNull(users.totpKey)));
  const [user] = await control
    .select({ sealed: users.totpKey })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.totpConfirmedAt)));
  if (!user?.sealed) return undefined;
  const key = seals.open(user.sealed, purpose);
  return { key, qr: qrOf(key, email) };
}

/** Forgets a key that was shown and never confirmed: who saw it then must not know the one of later. */
export async function dropOfferedKey(control: Pick<ControlWork, "update">, userId: string) {
  await control
    .update(users)
    .set({ totpKey: null })
    .where(and(eq(users.id, userId), isNull(users.totpConfirmedAt), isNotNull(users.totpKey)));
}

/**
 * Puts the offered key into force by a first code of it. Returns the recovery codes, to be shown now
 * alone, and the secret that the sign-in has from now on: it proved the second factor.
 */
export async function confirmKey(
  work: SecondFactorWork,
  code: string,
): Promise<{ ok: true; codes: string[]; secret: string } | Refused> {
  const { control, seals, userId } = work;
  if (!(await countTry(control, `code:${userId}`))) return refused;
  return control.transaction(async (transaction) => {
    const [user] = await transaction
      .select({ sealed: users.totpKey })
      .from(users)
      .where(and(eq(users.id, userId), isNull(users.totpConfirmedAt)))
      .for("update");
    if (!user?.sealed) return refused;
    const step = stepOf(seals.open(user.sealed, purposeOf(userId)), plain(code), Date.now());
    if (step === undefined) return refused;
    const secret = await completeSignIn(transaction, work);
    if (secret === undefined) return signInEnded;
    await transaction
      .update(users)
      .set({ totpConfirmedAt: sql`now()`, totpLastStep: step })
      .where(eq(users.id, userId));
    await forgetTries(transaction, `code:${userId}`);
    await followSecurityChange(transaction, { ...work, kind: "second-factor-on" });
    if (work.isPending) await recordSignIn(transaction, work, "app");
    return { ok: true, codes: await renewRecoveryCodes(transaction, userId), secret };
  });
}

/** Completes a sign-in by a code of the app, or a recovery code. Returns the secret that it has from now on. */
export async function proveSecondFactor(
  work: SecondFactorWork,
  code: string,
): Promise<{ ok: true; secret: string } | Refused> {
  return withCode(work, code, async (transaction, by) => {
    const secret = await completeSignIn(transaction, work);
    if (secret === undefined) return signInEnded;
    await recordSignIn(transaction, work, by);
    return { ok: true, secret };
  });
}

/** Ten new recovery codes for a code of the app, or for one of the old ones. The person's other sign-ins end. */
export async function replaceRecoveryCodes(
  work: SecondFactorWork,
  code: string,
): Promise<{ ok: true; codes: string[] } | Refused> {
  return withCode(work, code, async (transaction) => {
    await followSecurityChange(transaction, { ...work, kind: "recovery-codes-renewed" });
    return { ok: true, codes: await renewRecoveryCodes(transaction, work.userId) };
  });
}

/** Turns the second factor off. An operator's stays. Returns the secret that the sign-in has from now on. */
export async function removeSecondFactor(
  work: SecondFactorWork,
  code: string,
): Promise<{ ok: true; secret: string } | Refused> {
  return withCode(work, code, async (transaction) => {
    const { userId, signInId } = work;
    const [user] = await transaction
      .select({ isOperator: users.isOperator })
      .from(users)
      .where(eq(users.id, userId))
      .for("update");
    if (!user || user.isOperator) return refused;
    await forgetSecondFactor(transaction, userId);
    await transaction.update(signIns).set({ secondFactorAt: null }).where(eq(signIns.id, signInId));
    await followSecurityChange(transaction, { ...work, kind: "second-factor-off" });
    const secret = await rotateSignIn(transaction, signInId);
    return secret === undefined ? signInEnded : { ok: true, secret };
  });
}

/**
 * What an operator does for who lost their phone: the second factor and its recovery codes are gone, all
 * sign-ins end, and the person is told. Where a studio or the platform asks for one, they set up another
 * when they sign in.
 */
export async function resetSecondFactor(
  operations: ControlDb,
  { email, appUrl }: { email: string; appUrl: string },
): Promise<{ ok: true } | { ok: false; because: "noAccount" | "noSecondFactor" }> {
  return operations.transaction(async (transaction) => {
    const [user] = await transaction
      .select({ id: users.id, since: users.totpConfirmedAt })
      .from(users)
      .where(eq(users.email, email))
      .for("update");
    if (!user) return { ok: false, because: "noAccount" };
    if (!user.since) return { ok: false, because: "noSecondFactor" };
    const userId = user.id;
    await forgetSecondFactor(transaction, userId);
    const detail = { by: "operator" };
    const change = { userId, signInId: null, visitor: null, appUrl, detail };
    await followSecurityChange(transaction, { ...change, kind: "second-factor-off" });
    return { ok: true };
  });
}

async function forgetSecondFactor(control: ControlWork, userId: string): Promise<void> {
  await control
    .update(users)
    .set({ totpKey: null, totpConfirmedAt: null, totpLastStep: null })
    .where(eq(users.id, userId));
  await dropRecoveryCodes(control, userId);
}

async function recordSignIn(
  control: ControlWork,
  { visitor, userId }: SecondFactorWork,
  secondFactor: "app" | "recovery-code",
): Promise<void> {
  await recordEvent(control, visitor, { kind: "signed-in", userId, detail: { secondFactor } });
}

/** What a code that is right allows, in one transaction with its being used up. */
async function withCode<Done extends { ok: true }>(
  { control, seals, visitor, userId }: SecondFactorWork,
  code: string,
  allowed: (control: ControlWork, by: "app" | "recovery-code") => Promise<Done | Refused>,
): Promise<Done | Refused> {
  if (!(await countTry(control, `code:${userId}`))) return refused;
  return control.transaction(async (transaction) => {
    const by = /^\d{6}$/.test(plain(code)) ? "app" : "recovery-code";
    const isRight =
      by === "app"
        ? await takeStep(transaction, seals, userId, plain(code))
        : await takeRecoveryCode(transaction, userId, code);
    if (!isRight) return refused;
    await forgetTries(transaction, `code:${userId}`);
    if (by === "recovery-code") {
      await recordEvent(transaction, visitor, { kind: "recovery-code-used", userId });
    }
    return allowed(transaction, by);
  });
}

// A code is used up with its step, and those before it (RFC 6238, 5.2): of two at once one is let in.
async function takeStep(control: ControlWork, seals: Seals, userId: string, code: string) {
  const [user] = await control
    .select({ sealed: users.totpKey })
    .from(users)
    .where(and(eq(users.id, userId), isNotNull(users.totpConfirmedAt)));
  if (!user?.sealed) return false;
  const step = stepOf(seals.open(user.sealed, purposeOf(userId)), code, Date.now());
  if (step === undefined) return false;
  const taken = await control
    .update(users)
    .set({ totpLastStep: step })
    .where(
      and(
        eq(users.id, userId),
        isNotNull(users.totpConfirmedAt),
        or(isNull(users.totpLastStep), lt(users.totpLastStep, step)),
      ),
    )
    .returning({ id: users.id });
  return taken.length > 0;
}

function purposeOf(userId: string): string {
  return `totp:${userId}`;
}

// Apps show "123 456".
function plain(code: string): string {
  return code.replaceAll(/\s/g, "");
}
