import { and, eq, sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import type { Platform } from "#db/platform.server.ts";
import { platformEvents, users } from "#db/schema/control/index.ts";
import { createStudio, StudioRefused } from "#db/studios.server.ts";
import { recordEvent } from "./events.server.ts";
import type { NewStudioWish } from "./new-studio.ts";
import type { Visitor } from "./visitor.server.ts";

/** How many studios a person makes without asking an operator. */
export const MOST_STUDIOS = 3;

export type NewStudioAnswer = { ok: true } | { ok: false; because: "slugTaken" | "tooManyStudios" };

/** Makes a shared studio on the first cluster, with the person as its owner. */
export async function openNewStudio(
  platform: Platform,
  { userId, visitor }: { userId: string; visitor: Pick<Visitor, "address" | "userAgent"> | null },
  { slug, name, ...settings }: NewStudioWish,
): Promise<NewStudioAnswer> {
  if ((await countStudiosMade(platform.control, userId)) >= MOST_STUDIOS) {
    return { ok: false, because: "tooManyStudios" };
  }
  try {
    await createStudio(platform, {
      ...{ slug, name, settings, ownerId: userId, isolation: "shared", cluster: "main" },
      async record(transaction, studioId) {
        // Those of one person one after the other: of three at once at the limit, none goes past it.
        await transaction.select().from(users).where(eq(users.id, userId)).for("no key update");
        if ((await countStudiosMade(transaction, userId)) >= MOST_STUDIOS) throw new TooMany();
        const detail = { slug };
        await recordEvent(transaction, visitor, {
          kind: "studio-created",
          userId,
          studioId,
          detail,
        });
      },
    });
    return { ok: true };
  } catch (error) {
    if (error instanceof StudioRefused) return { ok: false, because: "slugTaken" };
    if (error instanceof TooMany) return { ok: false, because: "tooManyStudios" };
    throw error;
  }
}

class TooMany extends Error {
  override name = "TooMany";
}

export async function countStudiosMade(
  control: Pick<ControlDb, "select">,
  userId: string,
): Promise<number> {
  const [made] = await control
    .select({ count: sql<number>`count(*)::int` })
    .from(platformEvents)
    .where(and(eq(platformEvents.userId, userId), eq(platformEvents.kind, "studio-created")));
  return made!.count;
}
