import { installationClusters } from "#db/admin-urls.server.ts";
import { codeOf } from "#db/connections/errors.ts";
import { clusterExists } from "#db/embedded.server.ts";
import { loadEnvironment } from "#db/environment.server.ts";
import { openPlatform, type Platform } from "#db/platform.server.ts";
import { findStudio, type StudioRow } from "#db/studios.server.ts";
import { Failure } from "./failure.ts";

/**
 * Runs work on the installation that the environment names, beside a running app or without one:
 * embedded servers are joined or started, and let go of at the end. Throws Failure where nothing was
 * prepared yet.
 */
export async function withPlatform<T>(work: (platform: Platform) => Promise<T>): Promise<T> {
  const environment = loadEnvironment();
  const { databaseUrl, dataDir, secretsKey, previousKeys } = environment;
  if (!databaseUrl && !clusterExists("main", dataDir)) {
    throw new Failure(`nothing is installed in ${dataDir} yet: run \`npm start\` first`);
  }
  const clusters = installationClusters(environment);
  try {
    const { adminUrls } = clusters;
    const platform = await openPlatform({ adminUrls, secretsKey, previousKeys });
    try {
      await expectPrepared(platform);
      return await work(platform);
    } finally {
      await platform.close();
    }
  } finally {
    await clusters.release();
  }
}

export function withStudio<T>(
  slug: string,
  work: (platform: Platform, studio: StudioRow) => Promise<T>,
): Promise<T> {
  return withPlatform(async (platform) => work(platform, await expectStudio(platform, slug)));
}

export async function expectStudio(platform: Platform, slug: string): Promise<StudioRow> {
  const studio = await findStudio(platform.operations.db, slug);
  if (!studio) throw new Failure(`there is no studio ${slug}: \`studio list\` shows them`);
  return studio;
}

async function expectPrepared({ operations }: Platform): Promise<void> {
  try {
    const [control] = await operations.sql<{ studios: string | null }[]>`
      select to_regclass('public.studios')::text as studios`;
    if (control?.studios) return;
  } catch (error) {
    const code = codeOf(error) ?? "";
    // The role is missing, or its password is another; the database is missing.
    if (code.startsWith("28")) {
      throw new Failure(
        "the server does not know this installation's roles: run `npm start` first, with the SECRETS_KEY that it was set up with",
        { cause: error },
      );
    }
    if (code !== "3D000") throw error;
  }
  throw new Failure("the databases are not set up yet: run `npm start` first");
}
