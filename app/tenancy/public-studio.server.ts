import type { RouterContextProvider } from "react-router";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { meaningOfHost } from "#app/lib/host.ts";
import type { Studio } from "#db/studio.server.ts";
import { findStudio } from "#db/studios.server.ts";
import { answering } from "./studio-context.server.ts";

/** A studio that nobody has entered: what it shows is decided by what the visitor holds. */
export type PublicStudio = Studio & {
  slug: string;
  name: string;
  /** As `write`, and rejects where the studio cannot be reached, for what need not be written now. */
  writeLater: Studio["write"];
};

/**
 * The studio that an address names, for somebody who is not signed in. On the apex any, on a studio's own
 * host that one alone; undefined where there is none.
 */
export async function findPublicStudio(
  request: Request,
  context: Readonly<RouterContextProvider>,
  slug: string,
): Promise<PublicStudio | undefined> {
  const { appDomain } = context.get(environmentContext);
  const host = meaningOfHost(request.headers.get("Host") ?? "", appDomain);
  if (host.kind === "unknown" || (host.kind === "studio" && host.slug !== slug)) return undefined;
  const platform = context.get(platformContext);
  const placement = await findStudio(platform.control, slug);
  if (!placement) return undefined;
  const studio = platform.openStudio(placement);
  return { slug, name: placement.name, ...answering(studio), writeLater: studio.write };
}
