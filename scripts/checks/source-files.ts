import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";
import { parseSync } from "vite";

export type Import = {
  /** As written: `#db/studio.server.ts`, `../client.ts`, `zod`. */
  specifier: string;
  /** The file from the root (`db/studio.server.ts`); undefined for a package. */
  file: string | undefined;
  line: number;
  /** `import type …`: gone when the program runs. */
  typeOnly: boolean;
  /** `import("…")`: loaded when it is reached. */
  lazy: boolean;
};

export type SourceFile = { path: string; text: string; lines: number; imports: Import[] };

const folders = ["app", "db", "server", "scripts", "tests", "bench"];
const generated = /^db\/migrations\//;

/** Every TypeScript file of the project under `root`, with its imports resolved to paths. */
export function readSources(root: string): SourceFile[] {
  const entries = [
    ...readdirSync(root, { withFileTypes: true }),
    ...folders.flatMap((folder) => readFolder(join(root, folder))),
  ];
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => posixPath(relative(root, join(entry.parentPath, entry.name))))
    .filter((path) => !generated.test(path))
    .toSorted()
    .map((path) => readSource(root, path));
}

function readFolder(folder: string) {
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true, recursive: true }) : [];
}

function readSource(root: string, path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  const { module, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);

  const statement = (start: number, end: number, specifier: string): Import => ({
    specifier,
    file: resolve(path, specifier),
    line: lineAt(text, start),
    // Only `import type` is erased; of `import { type A }` the bare import stays and runs.
    typeOnly: /^(import|export)\s+type\b/.test(text.slice(start, end)),
    lazy: false,
  });

  const imports = [
    ...module.staticImports.map(({ start, end, moduleRequest }) =>
      statement(start, end, moduleRequest.value),
    ),
    ...module.staticExports.flatMap(({ start, end, entries }) => {
      const specifier = entries.find((entry) => entry.moduleRequest)?.moduleRequest?.value;
      return specifier === undefined ? [] : [statement(start, end, specifier)];
    }),
    ...module.dynamicImports.flatMap(({ start, moduleRequest }) => {
      const literal = /^["'`]([^$]+)["'`]$/.exec(
        text.slice(moduleRequest.start, moduleRequest.end),
      );
      return literal?.[1] === undefined
        ? []
        : [{ ...statement(start, start, literal[1]), lazy: true }];
    }),
  ];
  return { path, text, lines: text.split("\n").length - 1, imports };
}

function resolve(from: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier);
  if (specifier.startsWith("#")) return specifier.slice(1);
  return undefined;
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function posixPath(path: string): string {
  return path.replaceAll("\\", "/");
}
