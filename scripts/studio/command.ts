import process from "node:process";
import { Argument, Command } from "commander";

/** The code that the process exits with: 0 done, 1 not done, 130 and 143 interrupted. */
export type ExitCode = Promise<number>;

export type Json = { json?: true };

/** A command with `--json` and its examples, as all of them have. */
export function studioCommand(name: string, description: string, examples: string[]): Command {
  const list = examples.map((example) => `  npm run --silent studio -- ${example}`).join("\n");
  return new Command(name)
    .description(description)
    .option("--json", "print JSON")
    .exitOverride()
    .addHelpText("after", `\nExamples:\n${list}`);
}

export const slugArgument = () => new Argument("<slug>", "the studio");

/** An action that answers with the exit code. */
export function exits<Given extends unknown[]>(action: (...given: Given) => ExitCode) {
  return async (...given: Given): Promise<void> => {
    process.exitCode = await action(...given);
  };
}
