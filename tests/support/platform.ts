import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { makeDatabase } from "#db/cluster-setup.server.ts";
import type { ConnectionLimits } from "#db/connections.server.ts";
import { namesFor } from "#db/names.ts";
import { openPlatform, type Platform } from "#db/platform.server.ts";
import { sharedPlace } from "#db/provision.server.ts";
import type { Isolation } from "#db/schema/control/index.ts";
import { createStudio, findStudio, type StudioRow } from "#db/studios.server.ts";
import type { Studio } from "#db/studio.server.ts";
import { TEMPLATE_PREFIX, TEST_SECRETS_KEY } from "./cluster.ts";

export type TestStudio = Studio & { placement: StudioRow };

/**
 * An installation of the test file's own: control and shared database cloned from templates. Call it
 * once, at the top of the file; `another` is a second process's view of the same installation.
 */
export async function testPlatform() {
  const prefix = `t_${randomBytes(5).toString("hex")}`;
  const urls = inject("clusters");
  const adminUrls = { main: async () => urls.main, north: async () => urls.north };
  const opened: Platform[] = [];
  const another = async (limits?: ConnectionLimits) => {
    const platform = await openPlatform({
      adminUrls,
      secretsKey: TEST_SECRETS_KEY,
      prefix,
      ...(limits ? { limits } : {}),
    });
    opened.push(platform);
    return platform;
  };
  const platform = await another();
  await makeDatabase(platform, "main", platform.names.control, namesFor(TEMPLATE_PREFIX).control);
  await sharedPlace(platform, "main");
  afterAll(() => Promise.all(opened.map((each) => each.close())));

  /** A new studio with an owner; in the shared place where nothing else is wished. */
  async function newStudio(
    wish: { slug?: string; isolation?: Isolation; cluster?: string } = {},
  ): Promise<TestStudio> {
    const slug = wish.slug ?? `s-${randomBytes(5).toString("hex")}`;
    await createStudio(platform, {
      slug,
      name: `Studio ${slug}`,
      isolation: wish.isolation ?? "shared",
      cluster: wish.cluster ?? "main",
      ownerEmail: `owner@${slug}.test`,
      ownerName: "Ada Owner",
      ownerPasswordHash: "none",
    });
    return reopen(slug);
  }

  /** The studio at the placement that it has now. */
  async function reopen(slug: string): Promise<TestStudio> {
    const placement = await findStudio(platform.control, slug);
    if (!placement) throw new Error(`there is no studio ${slug}`);
    return { ...platform.openStudio(placement), placement };
  }

  return { platform, prefix, adminUrls, another, newStudio, reopen };
}
