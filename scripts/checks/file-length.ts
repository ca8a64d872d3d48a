import type { Finding } from "./finding.ts";
import type { SourceFile } from "./source-files.ts";

const long = 300;
const tooLong = 500;

/** Files over 500 lines fail, over 300 warn. */
export function checkFileLength(sources: SourceFile[]): Finding[] {
  return sources
    .filter(({ lines }) => lines > long)
    .map(({ path, lines }) => ({
      file: path,
      line: lines,
      message: `has ${lines} lines`,
      why: `over ${tooLong} lines a file holds more than one thing`,
      instead: "split it by what changes together",
      warning: lines <= tooLong,
    }));
}
