import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import type { Counts } from "./counts.ts";

export type Step = {
  name: string;
  /** A line for the shell; `$REPORT` is a file that a test runner may write its report into. */
  command: string;
  /** Reads the report of a test runner; a step without it counts as one. */
  count?: (report: string) => Counts | undefined;
  /** A step that must not have failed before. */
  needs?: string;
};

export type Outcome = {
  name: string;
  counts: Counts;
  output: string;
  seconds: number;
  /** Whether the counts are of tests. */
  tests: boolean;
};

/** Runs a step to its end; whatever goes wrong is an outcome. */
export async function runStep(step: Step, before: Outcome[]): Promise<Outcome> {
  const tests = step.count !== undefined;
  const missing = before.find(({ name, counts }) => name === step.needs && counts.failed > 0);
  if (missing) {
    const output = `Not run: it needs ${missing.name}, which failed.`;
    return { name: step.name, counts: oneFailed, output, seconds: 0, tests };
  }

  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "rsm-ci-"));
  try {
    const report = join(folder, "report.json");
    const { code, output } = await runCommand(step.command, report);
    const seconds = (performance.now() - started) / 1000;
    const { counts, remark } = judge(code, tests, step.count?.(report));
    return { name: step.name, counts, output: output + remark, seconds, tests };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const onePassed: Counts = { passed: 1, failed: 0, skipped: 0 };
const oneFailed: Counts = { passed: 0, failed: 1, skipped: 0 };

/** What an exit code and a report amount to: a runner that ran nothing has failed. */
export function judge(
  code: number,
  tests: boolean,
  counts: Counts | undefined,
): { counts: Counts; remark: string } {
  if (!tests) return { counts: code === 0 ? onePassed : oneFailed, remark: "" };
  if (!counts) return { counts: oneFailed, remark: "\nThe runner wrote no report.\n" };
  if (counts.passed + counts.failed === 0) {
    return { counts: { ...counts, failed: 1 }, remark: "\nNot one test ran.\n" };
  }
  if (code !== 0 && counts.failed === 0) {
    const remark = `\nEvery test passed, but the runner ended with ${code}.\n`;
    return { counts: { ...counts, failed: 1 }, remark };
  }
  return { counts, remark: "" };
}

const running = new Set<number>();
let interrupted = false;

/** Whether this process was told to end; the commands were told too, and no other should start. */
export function isInterrupted(): boolean {
  return interrupted;
}

// Commands run in process groups of their own and end as after Ctrl-C, which the test runners know
// to tidy up after; a second signal does not wait for them.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (interrupted) process.exit(130);
    interrupted = true;
    for (const group of running) process.kill(-group, "SIGINT");
  });
}

function runCommand(command: string, report: string): Promise<{ code: number; output: string }> {
  return new Promise((settle, fail) => {
    const child = spawn(command, {
      shell: true,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        PATH: [resolve("node_modules/.bin"), process.env.PATH].join(delimiter),
        REPORT: report,
      },
    });
    const { pid } = child;
    if (pid !== undefined) running.add(pid);
    let output = "";
    const collect = (text: string) => (output += text);
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    child.once("error", fail);
    child.once("close", (code) => {
      if (pid !== undefined) running.delete(pid);
      settle({ code: code ?? 1, output });
    });
  });
}
