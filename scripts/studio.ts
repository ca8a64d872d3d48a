// The operators' command line: where studios live, and how they move. `npm run --silent studio -- --help`
import process from "node:process";
import { Command, CommanderError } from "commander";
import { codeOf } from "#db/connections/errors.ts";
import { explain } from "./studio/failure.ts";
import { installationCommands } from "./studio/installation-commands.ts";
import { memberCommands } from "./studio/members.ts";
import { keyCommands } from "./studio/keys.ts";
import { moveListCommands } from "./studio/move-list.ts";
import { moveCommands } from "./studio/moves.ts";
import { tell } from "./studio/output.ts";
import { studioCommands } from "./studio/studios.ts";

// Who reads may leave before the end, as `head` does; a move goes on.
process.stdout.on("error", (error) => {
  if (codeOf(error) !== "EPIPE") throw error;
});

const program = new Command("studio")
  .description("Shows where studios live, moves them, and looks after the databases.")
  .exitOverride()
  .addHelpText("after", "\nIt exits with 0 when done, 1 when not, 2 on wrong usage.");
for (const command of [
  ...studioCommands(),
  ...memberCommands(),
  ...moveCommands(),
  ...moveListCommands(),
  ...installationCommands(),
  ...keyCommands(),
]) {
  program.addCommand(command);
}

try {
  await program.parseAsync();
} catch (error) {
  const isUsage = error instanceof CommanderError;
  if (!isUsage) tell(explain(error));
  process.exitCode = isUsage ? (error.exitCode === 0 ? 0 : 2) : 1;
}
