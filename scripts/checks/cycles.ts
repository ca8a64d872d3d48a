import type { Finding } from "./finding.ts";
import type { SourceFile } from "./source-files.ts";

/** Import cycles at run time: `import type` and `import()` close none. One finding a cycle. */
export function checkCycles(sources: SourceFile[]): Finding[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const done = new Set<string>();
  const findings: Finding[] = [];

  function visit(source: SourceFile, trail: string[]) {
    if (done.has(source.path)) return;
    const here = [...trail, source.path];
    for (const { file, line, typeOnly, lazy } of source.imports) {
      const target = file === undefined || typeOnly || lazy ? undefined : byPath.get(file);
      if (!target) continue;
      const start = here.indexOf(target.path);
      if (start < 0) visit(target, here);
      else findings.push(cycle([...here.slice(start), target.path], source.path, line));
    }
    done.add(source.path);
  }

  for (const source of sources) visit(source, []);
  return findings;
}

function cycle(round: string[], file: string, line: number): Finding {
  return {
    file,
    line,
    message: `closes an import cycle: ${round.join(" → ")}`,
    why: "files in a circle load in an order that nobody chose and are understood only together",
    instead: "move what both need into a file of its own, or use `import type`",
  };
}
