import { createHash } from "node:crypto";

/**
 * The names of an installation's databases begin with its prefix (`rsm`, another in each test), and
 * name what they hold, so that any process finds them again.
 */
export type Names = ReturnType<typeof namesFor>;

/** The schema that the small studios of a shared database share. */
export const SHARED_SCHEMA = "studios";

export function namesFor(prefix: string) {
  return {
    control: `${prefix}_control`,
    shared: `${prefix}_shared`,
    // Made ahead of its studio, it bears no slug.
    dedicated: (placeId: string) => `${prefix}_studio_${mark(placeId)}`,
    // A slug may be used again after its studio is gone: the place's id keeps the names apart.
    schema: (slug: string, placeId: string) =>
      `studio_${slug.replaceAll("-", "_")}_${mark(placeId)}`,
  };
}

/** The app's login to a database that one studio has for itself; like every role the whole cluster's. */
export function loginOf(placeId: string): string {
  return `rsm_app_${mark(placeId)}`;
}

function mark(placeId: string): string {
  return createHash("sha256").update(placeId).digest("hex").slice(0, 12);
}

/** What the names of the templates begin with; they hold no studio and serve every installation. */
export const TEMPLATES = "rsm_template_";

/** A number for `pg_advisory_lock`, the same for the same words. */
export function lockKey(...words: string[]): bigint {
  return createHash("sha256").update(words.join("\0")).digest().readBigInt64BE();
}
