import { randomBytes } from "node:crypto";
import { type Command, Option } from "commander";
import { listMembers, setMember } from "#app/identity/members.server.ts";
import { hashPassword } from "#app/identity/passwords.server.ts";
import { type Role, ROLES } from "#db/roles.ts";
import { emailAddress } from "./arguments.ts";
import { type ExitCode, exits, type Json, slugArgument, studioCommand } from "./command.ts";
import { Failure } from "./failure.ts";
import { withStudio } from "./installation.ts";
import { bold, print, printJson, printTable } from "./output.ts";

export function memberCommands(): Command[] {
  return [
    studioCommand("members", "who belongs to a studio, and as what", ["members lumiere"])
      .addArgument(slugArgument())
      .action(exits(members)),
    studioCommand(
      "member",
      "give a person a role in a studio, and an account where there is none",
      ["member lumiere --email lea@lumiere.example --role engineer"],
    )
      .addArgument(slugArgument())
      .requiredOption("--email <email>", "who", emailAddress)
      .addOption(new Option("--role <role>", "as what").choices(ROLES).makeOptionMandatory())
      .action(exits(member)),
  ];
}

async function members(slug: string, { json }: Json): ExitCode {
  return withStudio(slug, async ({ operations }, { studioId }) => {
    const rows = (await listMembers(operations.db, studioId)).map((it) => ({
      id: it.userId,
      email: it.email,
      name: it.name,
      role: it.role,
      since: it.since.toISOString().slice(0, 10),
      secondFactor: it.hasSecondFactor ? "on" : "off",
    }));
    if (json) printJson(rows);
    else printTable(rows);
    return 0;
  });
}

type Wish = Json & { email: string; role: Role };

async function member(slug: string, { email, role, json }: Wish): ExitCode {
  return withStudio(slug, async ({ operations }, { studioId }) => {
    const password = randomBytes(15).toString("base64url");
    const set = await setMember(operations.db, {
      ...{ studioId, email, role },
      name: email.slice(0, email.indexOf("@")),
      passwordHash: await hashPassword(password),
    });
    if (!set.ok) throw new Failure(`${slug} would have no owner: make somebody else one first`);
    if (json) {
      printJson({ slug, email, role, password: set.isNew ? password : null });
      return 0;
    }
    print(`${email} is ${bold(role)} in ${slug}.`);
    if (set.isNew) {
      print(`The password of the new account is ${bold(password)} (it is shown this once).`);
    }
    return 0;
  });
}
