import { randomBytes } from "node:crypto";
import { type Command, Option } from "commander";
import { eq } from "drizzle-orm";
import { hashPassword } from "#app/identity/passwords.server.ts";
import { urlFromAddress } from "#db/connections/address.ts";
import { type Isolation, ISOLATIONS, users } from "#db/schema/control/index.ts";
import { countRows, createStudio, listStudios } from "#db/studios.server.ts";
import { emailAddress, notEmpty } from "./arguments.ts";
import { type ExitCode, exits, type Json, slugArgument, studioCommand } from "./command.ts";
import { withPlatform, withStudio } from "./installation.ts";
import { bold, print, printJson, printTable } from "./output.ts";

export function studioCommands(): Command[] {
  return [
    studioCommand("list", "the studios, and where each lives", ["list", "list --json"]).action(
      exits(list),
    ),
    studioCommand("rows", "a studio's rows by table, counted in its scope", ["rows lumiere"])
      .addArgument(slugArgument())
      .action(exits(rows)),
    studioCommand("url", "a URL with which psql opens a studio, in its scope", [
      'url lumiere | xargs -I{} psql "{}"',
      "url lumiere --role owner",
    ])
      .addArgument(slugArgument())
      .addOption(
        new Option("--role <role>", "as whom; row-level security binds both")
          .choices(["app", "owner"])
          .default("app"),
      )
      .action(exits(url)),
    studioCommand("create", "make a studio, and its owner's account where there is none", [
      'create hansa --name "Hansa" --owner meike@hansa.example',
      'create hansa --name "Hansa" --owner meike@hansa.example --isolation dedicated --cluster north',
    ])
      .addArgument(slugArgument())
      .requiredOption("--name <name>", "what people call it", notEmpty)
      .requiredOption("--owner <email>", "who owns it", emailAddress)
      .addOption(
        new Option("--isolation <isolation>", "how its rows are kept apart")
          .choices(ISOLATIONS)
          .default("shared"),
      )
      .option("--cluster <cluster>", "on which server", "main")
      .action(exits(create)),
  ];
}

async function list({ json }: Json): ExitCode {
  return withPlatform(async ({ operations }) => {
    const studios = (await listStudios(operations.db)).map(
      ({ slug, name, isolation, cluster, database, schema, state, epoch }) => {
        return { slug, name, isolation, cluster, database, schema, state, epoch };
      },
    );
    if (json) printJson(studios);
    else if (studios.length === 0) print("There is no studio yet: `studio create` makes one.");
    else printTable(studios);
    return 0;
  });
}

async function rows(slug: string, { json }: Json): ExitCode {
  return withStudio(slug, async (platform, studio) => {
    const counts = await countRows(platform, studio);
    if (json) printJson(counts);
    else printTable(Object.entries(counts).map(([table, count]) => ({ table, rows: count })));
    return 0;
  });
}

async function url(slug: string, { role, json }: Json & { role: "app" | "owner" }): ExitCode {
  return withStudio(slug, async (platform, { cluster, database, schema, studioId }) => {
    const address = await (role === "app"
      ? platform.credentials.addressOf({ cluster, database }, true)
      : platform.clusters.address(cluster, database, role));
    const text = urlFromAddress(address, {
      search_path: `${schema},public`,
      "app.studio_id": studioId,
    });
    if (json) printJson({ url: text });
    else print(text);
    return 0;
  });
}

type Wish = Json & { name: string; owner: string; isolation: Isolation; cluster: string };

async function create(slug: string, { name, owner, isolation, cluster, json }: Wish): ExitCode {
  return withPlatform(async (platform) => {
    const [known] = await platform.operations.db
      .select({ id: users.id })
      .from(users)
      .where(eq(users.email, owner));
    const password = randomBytes(15).toString("base64url");
    const { studioId, place, isNewOwner } = await createStudio(platform, {
      slug,
      name,
      isolation,
      cluster,
      ownerEmail: owner,
      ownerName: owner.slice(0, owner.indexOf("@")),
      ownerPasswordHash: known ? "" : await hashPassword(password),
    });
    const { database, schema } = place;
    const made = { slug, name, studioId, isolation, cluster, database, schema, owner };
    if (json) {
      printJson({ ...made, ownerPassword: isNewOwner ? password : null });
      return 0;
    }
    print(`${bold(name)} is open: ${isolation} on ${cluster}, in ${database}.${schema}.`);
    print(
      isNewOwner
        ? `${owner} signs in with the password ${bold(password)} (it is shown this once).`
        : `${owner} has an account already and owns it now.`,
    );
    return 0;
  });
}
