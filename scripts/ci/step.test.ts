import { expect, test } from "vitest";
import { countPlaywright, countVitest } from "./counts.ts";
import { runStep } from "./step.ts";

const vitestReport = (passed: number, failed: number, skipped = 0) =>
  JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: skipped,
    numTodoTests: 0,
  });

const tests = (report: string, ending = "true") => ({
  name: "tests",
  command: `echo '${report}' > "$REPORT"; ${ending}`,
  count: countVitest,
});

test("a command counts as one", async () => {
  const [good, bad] = [
    await runStep({ name: "lint", command: "true" }, []),
    await runStep({ name: "lint", command: "echo wrong; echo worse >&2; exit 3" }, []),
  ];
  expect(good.counts).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(bad.counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(bad.output).toBe("wrong\nworse\n");
});

test("a test runner counts by its tests", async () => {
  const { counts } = await runStep(tests(vitestReport(40, 2, 1), "exit 1"), []);
  expect(counts).toEqual({ passed: 40, failed: 2, skipped: 1 });
});

test("a browser test that passed at the second attempt counts as failed", async () => {
  const stats = JSON.stringify({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 } });
  const { counts } = await runStep({ ...tests(stats), count: countPlaywright }, []);
  expect(counts).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

test("a runner that ran no test has failed", async () => {
  const { counts } = await runStep(tests(vitestReport(0, 0, 3)), []);
  expect(counts).toEqual({ passed: 0, failed: 1, skipped: 3 });
});

test("a runner that died before its report has failed", async () => {
  const { counts } = await runStep({ ...tests(""), command: "true" }, []);
  expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("a runner that ends badly has failed, though every test passed", async () => {
  const { counts, output } = await runStep(tests(vitestReport(5, 0), "exit 1"), []);
  expect(counts).toEqual({ passed: 5, failed: 1, skipped: 0 });
  expect(output).toContain("the runner ended with 1");
});

test("a step is not run where the one that it needs has failed", async () => {
  const build = await runStep({ name: "build", command: "false" }, []);
  const browser = await runStep({ name: "browser", command: "true", needs: "build" }, [build]);
  expect(browser.counts.failed).toBe(1);
  expect(browser.output).toBe("Not run: it needs build, which failed.");
});
