import type { Finding } from "./finding.ts";
import { featureOrder, layerPatterns, layerTable, type Layer } from "./layer-table.ts";
import type { Import, SourceFile } from "./source-files.ts";

/** Who imports whom, against the table; each import breaks one rule at most. */
export function checkLayers(sources: SourceFile[]): Finding[] {
  return sources.flatMap((source) =>
    source.imports.flatMap((imported) => {
      const verdict = imported.file
        ? judgeFile(source.path, imported, imported.file)
        : judgePackage(source.path, imported);
      return verdict ? [{ file: source.path, line: imported.line, ...verdict }] : [];
    }),
  );
}

type Verdict = Pick<Finding, "message" | "why" | "instead">;

function judgePackage(from: string, { specifier, typeOnly }: Import): Verdict | undefined {
  const layer = layerOf(from);
  if (
    specifier === "postgres" &&
    !typeOnly &&
    !connectsFreely.has(layer) &&
    !opensConnections.test(from)
  ) {
    return {
      message: "opens a connection of its own",
      why: "one place counts, caps and drains the pools; a pool beside it is seen by nobody",
      instead: "use openStudio, or ask db/connections.server.ts for a pool",
    };
  }
  const rule = layerTable[layer];
  if (!rule?.never?.test(specifier)) return undefined;
  return { message: `${layer} may not import "${specifier}"`, ...words(rule) };
}

const opensConnections = /^db\/connections(\.server\.ts$|\/)/;
const connectsFreely = new Set<Layer>(["test", "bench"]);

function judgeFile(from: string, imported: Import, file: string): Verdict | undefined {
  const [layer, target] = [layerOf(from), layerOf(file)];
  if (layer === "test" || layer === "config") return undefined;
  if (
    imported.specifier.startsWith("../") &&
    /^(app|db)\//.test(file) &&
    unit(from) !== unit(file)
  ) {
    return {
      message: `reaches into another folder by "${imported.specifier}"`,
      why: "a path that starts at #app or #db reads the same everywhere and survives a move",
      instead: `import "#${file}"`,
    };
  }
  return judgeLayers(from, layer, imported, file, target);
}

function judgeLayers(
  from: string,
  layer: Layer,
  { specifier, typeOnly }: Import,
  file: string,
  target: Layer,
): Verdict | undefined {
  const rule = layerTable[layer];
  if (!rule) return undefined;
  const [own, other] = [featureOf(from), featureOf(file)];
  const abroad = own !== undefined && other !== undefined && own !== other;

  if (own && !featureOrder.includes(own)) return unknownFeature(own);
  if (abroad && featureOrder.indexOf(other) > featureOrder.indexOf(own)) {
    return rightward(own, other);
  }

  const may = abroad ? (rule.ofOthers ?? []) : [layer, ...rule.may];
  if (!may.includes(target) && !(typeOnly && rule.mayType?.includes(target))) {
    const whose = abroad ? "another feature's " : "";
    return { message: `${layer} may not import ${whose}${target}: "${specifier}"`, ...words(rule) };
  }
  if (from.startsWith("app/") && file.startsWith("db/") && !typeOnly && !isServerFile(from)) {
    return {
      message: `only a .server file may import "${specifier}"`,
      why: "what is not called .server may be shipped; nothing else guards the database's modules",
      instead: "move the code into a .server.ts file, or use `import type`",
    };
  }
  return undefined;
}

function rightward(own: string, other: string): Verdict {
  return {
    message: `${own} stands to the left of ${other} and may not import it`,
    why: "features import leftwards only, so each is understood without those to its right",
    instead: `move this into ${other}, or hand the value in from there`,
  };
}

function unknownFeature(feature: string): Verdict {
  return {
    message: `the feature "${feature}" has no place in the order`,
    why: "features import leftwards only, so each is understood without those to its right",
    instead: "add it to featureOrder in scripts/checks/layer-table.ts",
  };
}

function layerOf(path: string): Layer {
  const found = layerPatterns.find(([, pattern]) => pattern.test(path));
  if (!found) throw new Error(`${path} is in no layer; add it to scripts/checks/layer-table.ts`);
  return found[0];
}

function featureOf(path: string): string | undefined {
  return /^app\/features\/([^/]+)\//.exec(path)?.[1];
}

/** The folder within which files name each other relatively. */
function unit(path: string): string {
  return /^(app\/features\/[^/]+|app\/[^/]+(?=\/)|[^/]+)/.exec(path)?.[0] ?? path;
}

function isServerFile(path: string): boolean {
  return /\.server\.tsx?$/.test(path);
}

function words({ why, instead }: { why: string; instead: string }) {
  return { why, instead };
}
