import { parseSync, Visitor } from "vite";
import { report, type Finding } from "./finding.ts";
import { lineAt, readSources, type SourceFile } from "./source-files.ts";

const spoken = new Set([
  "alt",
  "aria-label",
  "description",
  "help",
  "label",
  "placeholder",
  "title",
]);
const word = /\p{L}{2,}/u;

// A page for developers, in English only.
const exempt = /^app\/ui\/gallery(-\w+)?\.tsx$|\.test\.tsx$/;

/** Words in JSX that no message holds: they would stay in one language. */
export function checkMessages(sources: SourceFile[]): Finding[] {
  return sources
    .filter(({ path }) => path.startsWith("app/") && path.endsWith(".tsx") && !exempt.test(path))
    .flatMap(({ path, text }) =>
      wordsIn(path, text).map(({ words, offset }) => ({
        file: path,
        line: lineAt(text, offset),
        message: `says "${words}" in one language`,
        why: "every word on a page comes from the messages, in French and in English",
        instead: "put it into app/i18n/fr and app/i18n/en and say it with t()",
      })),
    );
}

function wordsIn(path: string, text: string): { words: string; offset: number }[] {
  const found: { words: string; offset: number }[] = [];
  const note = (value: string, start: number) => {
    const words = value.trim();
    if (word.test(words)) found.push({ words, offset: start + value.indexOf(words) });
  };
  new Visitor({
    JSXText: ({ value, start }) => note(value, start),
    JSXAttribute({ name, value }) {
      const named = name.type === "JSXIdentifier" && spoken.has(name.name);
      if (named && value?.type === "Literal") note(value.value, value.start + 1);
    },
  }).visit(parseSync(path, text).program);
  return found;
}

if (import.meta.main) report(checkMessages(readSources(process.cwd())));
