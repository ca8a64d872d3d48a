import { sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/**
 * For the planner, not for safety: the policy of each table keeps others' rows away. The planner knows how
 * much a studio has only where it sees which one it is, and the policy hides that in a subselect. By the
 * average of all studios in a place it may take any index, also one of which it reads all that a large
 * studio ever booked.
 */
export function ofThisStudio(studioId: PgColumn): SQL {
  return sql`${studioId} = current_setting('app.studio_id')::uuid`;
}
