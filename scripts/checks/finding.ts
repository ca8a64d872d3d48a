export type Finding = {
  file: string;
  line: number;
  /** What is wrong, in one line. */
  message: string;
  /** Why the rule is there. */
  why: string;
  /** What to do instead. */
  instead: string;
  /** Said, but no reason to fail. */
  warning?: boolean;
};

/** Prints the findings and fails the process if one of them is more than a warning. */
export function report(findings: Finding[]): void {
  for (const { file, line, message, why, instead, warning } of findings) {
    if (warning) console.log(`warning: ${file}:${line} ${message}; ${instead}`);
    else console.log(`${file}:${line} ${message}\n    why: ${why}\n    do:  ${instead}`);
  }
  if (findings.some(({ warning }) => !warning)) process.exitCode = 1;
}
