import { type Command, Option } from "commander";
import { countClusterHolders } from "#db/embedded.server.ts";
import { type Environment, loadEnvironment } from "#db/environment.server.ts";
import { forgetPreviousKeys, keepNewKey } from "#db/kept-secrets.server.ts";
import { tryLock } from "#db/locks.server.ts";
import { type Rotation, rotateKeys } from "#db/rotation/rotate.server.ts";
import { type ExitCode, exits, type Json, studioCommand } from "./command.ts";
import { Failure } from "./failure.ts";
import { withPlatform } from "./installation.ts";
import { bold, print, printJson, printTable, tell } from "./output.ts";

type Wish = Json & { newKey?: true; newPasswords?: true; dryRun?: true };

export function keyCommands(): Command[] {
  return [
    studioCommand(
      "rotate-keys",
      "seal everything under the current key, and give the roles its passwords",
      ["rotate-keys --dry-run", "rotate-keys --new-passwords", "rotate-keys --new-key"],
    )
      .option("--new-passwords", "give each dedicated database's login another password too")
      .addOption(
        new Option(
          "--new-key",
          "make a new key first, where the key is kept in secrets.json",
        ).conflicts("dryRun"),
      )
      .option("--dry-run", "say what would be done; change nothing")
      .action(exits(rotate)),
  ];
}

async function rotate({ newKey, newPasswords, dryRun, json }: Wish): ExitCode {
  if (newKey && !(await makeNewKey(loadEnvironment()))) return 1;
  const isTrial = dryRun === true;
  const rotation = await withPlatform((platform) =>
    rotateKeys(platform, {
      newPasswords: newPasswords === true,
      isTrial,
      onWait: () => tell("Moves are under way: it begins when they are done."),
    }),
  );
  const isComplete = rotation.failures.length === 0;
  const { secretsFile } = loadEnvironment();
  const isForgotten =
    !isTrial && isComplete && secretsFile !== undefined && forgetPreviousKeys(secretsFile);
  if (json) printJson({ ...rotation, dryRun: isTrial, previousKeyForgotten: isForgotten });
  else show(rotation, isTrial);
  for (const failure of rotation.failures) tell(failure);
  if (!isComplete) tell("the previous keys are still needed: run this again when that is mended");
  else if (!json && isForgotten) print("The previous key is removed from secrets.json.");
  return isComplete ? 0 : 1;
}

/** False where the app has to be started anew first: it reads the key when it starts. */
async function makeNewKey({ secretsFile, dataDir, databaseUrl }: Environment): Promise<boolean> {
  if (!secretsFile) {
    throw new Failure(
      "SECRETS_KEY is set in the environment: set a new one there and the old one as SECRETS_KEY_PREVIOUS",
    );
  }
  await withPlatform(async ({ clusters, names }) => {
    const control = await clusters.address("main", names.control, "owner");
    const lock = await tryLock(control, { words: ["new key"], applicationName: "rsm rotation" });
    if (!lock) throw new Failure("another process is making a new key");
    try {
      keepNewKey(secretsFile);
    } finally {
      await lock.release();
    }
  });
  // Processes of another server's installation are not known here; of an embedded one they hold it.
  if (databaseUrl === undefined && countClusterHolders("main", dataDir) === 0) return true;
  tell(
    `The new key is in ${secretsFile}, the old one beside it. Start the app anew, so that it reads both; then run \`studio rotate-keys\`.`,
  );
  return false;
}

function show({ keyId, sealed, roles, links, passwords }: Rotation, isTrial: boolean): void {
  print(`${isTrial ? "To do for" : "Done for"} the key ${bold(keyId)}:`);
  printTable([
    ...sealed.map(({ table, column, values }) => ({
      what: `${table}.${column}, sealed anew`,
      count: values,
    })),
    { what: "passwords of roles", count: roles },
    { what: "links of moves, told", count: links },
    { what: "passwords of logins", count: passwords },
  ]);
}
