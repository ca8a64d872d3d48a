// Everything that must hold before a change is merged, on a laptop and in CI alike.
import { parseArgs } from "node:util";
import { addCounts, countPlaywright, countVitest, type Counts } from "./ci/counts.ts";
import { isInterrupted, runStep, type Outcome, type Step } from "./ci/step.ts";

/** Two at a time: each keeps about one core busy. */
const light: Step[] = [
  { name: "format", command: "prettier --check --log-level warn ." },
  { name: "lint", command: "oxlint --report-unused-disable-directives-severity=error" },
  { name: "layers", command: "node scripts/checks/architecture.ts" },
  { name: "lock", command: "node scripts/checks/lock.ts" },
  { name: "messages", command: "node scripts/checks/messages.ts" },
  { name: "types", command: "react-router typegen && tsc" },
  { name: "build", command: "npm run --silent build" },
];

/** One after the other: each runner has two workers of its own. */
const heavy: Step[] = [
  {
    name: "tests",
    command: 'vitest run --no-color --reporter=default --reporter=json --outputFile.json="$REPORT"',
    count: countVitest,
  },
  {
    name: "browser",
    command: 'PLAYWRIGHT_JSON_OUTPUT_FILE="$REPORT" playwright test --reporter=list,json',
    count: countPlaywright,
    needs: "build",
  },
];

const chosen = chooseSteps();
const outcomes: Outcome[] = [];

const queue = light.filter(isChosen);
await Promise.all([runInTurn(queue), runInTurn(queue)]);
await runInTurn(heavy.filter(isChosen));
if (isInterrupted()) process.exit(130);

const total = outcomes.reduce<Counts>((sum, { counts }) => addCounts(sum, counts), {
  passed: 0,
  failed: 0,
  skipped: 0,
});
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

function chooseSteps(): Set<string> {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  const names = [...light, ...heavy].map(({ name }) => name);
  const wanted = values.only?.split(",") ?? names;
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    console.error(`No step is called ${unknown.join(", ")}. There are: ${names.join(", ")}.`);
    process.exit(2);
  }
  return new Set(wanted);
}

function isChosen({ name }: Step): boolean {
  return chosen.has(name);
}

async function runInTurn(queue: Step[]): Promise<void> {
  for (let step = queue.shift(); step; step = queue.shift()) {
    const outcome = await runStep(step, outcomes);
    if (isInterrupted()) return;
    outcomes.push(outcome);
    print(outcome);
  }
}

function print({ name, seconds, counts, output, tests }: Outcome) {
  const failed = counts.failed > 0;
  const howMany = tests ? `  ${counts.passed} of ${counts.passed + counts.failed} tests` : "";
  console.log(
    `${failed ? "✗" : "✓"} ${name.padEnd(9)}${seconds.toFixed(1).padStart(6)} s${howMany}`,
  );
  const lines = output.trimEnd().split("\n");
  const shown = failed ? lines : lines.filter((line) => line.startsWith("warning: "));
  for (const line of shown) console.log(`    ${line}`);
}
