import type { ControlDb } from "#db/control.server.ts";
import { platformEvents } from "#db/schema/control/index.ts";
import type { Visitor } from "./visitor.server.ts";

export type PlatformEvent = {
  kind:
    | "signed-in"
    | "sign-in-refused"
    | "signed-out"
    | "signed-up"
    | "sign-ins-revoked"
    | "password-changed"
    | "second-factor-on"
    | "second-factor-off"
    | "recovery-code-used"
    | "recovery-codes-renewed"
    | "identity-linked"
    | "identity-unlinked"
    | "studio-created"
    | "invited"
    | "invitation-revoked"
    | "invitation-accepted"
    | "role-changed"
    | "member-removed"
    | "ownership-transferred"
    | "second-factor-required";
  userId?: string | null;
  studioId?: string | null;
  /** What it was about, in words and ids: no secret, no token. */
  detail?: Record<string, unknown>;
};

/** Kept for good; `control` may be a transaction. */
export async function recordEvent(
  control: Pick<ControlDb, "insert">,
  visitor: Pick<Visitor, "address" | "userAgent"> | null,
  { kind, userId = null, studioId = null, detail = {} }: PlatformEvent,
): Promise<void> {
  await control.insert(platformEvents).values({
    kind,
    userId,
    studioId,
    detail,
    address: visitor?.address ?? null,
    userAgent: visitor?.userAgent?.slice(0, 400) ?? null,
  });
}
