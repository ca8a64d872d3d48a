import { randomBytes } from "node:crypto";
import { Argument, type Command, Option } from "commander";
import { loadEnvironment } from "#db/environment.server.ts";
import { listMembers, setMember } from "#app/identity/members.server.ts";
import { hashPassword } from "#app/identity/passwords.server.ts";
import { resetSecondFactor } from "#app/identity/second-factor.server.ts";
import { type Role, ROLES } from "#db/roles.ts";
import { emailAddress } from "./arguments.ts";
import { type ExitCode, exits, type Json, slugArgument, studioCommand } from "./command.ts";
import { Failure } from "./failure.ts";
import { withPlatform, withStudio } from "./installation.ts";
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
    studioCommand(
      "reset-second-factor",
      "take the second factor of a person who lost their phone away",
      ["reset-second-factor lea@lumiere.example"],
    )
      .addArgument(new Argument("<email>", "whose account").argParser(emailAddress))
      .addHelpText(
        "after",
        "\nMake sure first that it is they who ask. All their sign-ins end, and a mail tells them.",
      )
      .action(exits(reset)),
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

async function reset(email: string, { json }: Json): ExitCode {
  const { appUrl } = loadEnvironment();
  return withPlatform(async ({ operations }) => {
    const done = await resetSecondFactor(operations.db, { email, appUrl });
    if (!done.ok) {
      throw new Failure(
        done.because === "noAccount"
          ? `there is no account ${email}`
          : `${email} has no second factor: there is nothing to reset`,
      );
    }
    if (json) printJson({ email, secondFactor: "off" });
    else
      print(
        `${bold(email)} has no second factor now; all their sign-ins ended, and a mail tells them.`,
      );
    return 0;
  });
}
