/** What a line holds besides the name: parameters, in their order. Undefined ones are left out. */
export type Parameters = Record<string, string | undefined>;

/** A content line, before it is folded. The value is written as it is: `textValue` first where it is text. */
export function contentLine(name: string, value: string, parameters: Parameters = {}): string {
  const written = Object.entries(parameters).flatMap(([key, given]) =>
    given === undefined ? [] : [`;${key}=${parameterValue(given)}`],
  );
  return `${name}${written.join("")}:${withoutControls(value)}`;
}

/** A TEXT value (RFC 5545, 3.3.11): line breaks, commas, semicolons and backslashes stand behind a backslash. */
export function textValue(text: string): string {
  return text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n|\r|\n|\u2028|\u2029/g, "\\n")
    .toWellFormed();
}

/** Joined by CRLF, each line folded at 75 octets (RFC 5545, 3.1), never within a character. */
export function joinLines(lines: readonly string[]): string {
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

const LONGEST_OCTETS = 75;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

function fold(line: string): string {
  if (octetsOf(line) <= LONGEST_OCTETS) return line;
  let folded = "";
  let used = 0;
  const append = (part: string) => {
    const octets = octetsOf(part);
    if (used + octets > LONGEST_OCTETS) {
      folded += "\r\n ";
      used = 1;
    }
    folded += part;
    used += octets;
  };
  for (const { segment } of graphemes.segment(line)) {
    // What is seen as one is kept whole, since some readers decode each line by itself; unless it is
    // longer than a line of its own.
    if (octetsOf(segment) < LONGEST_OCTETS) append(segment);
    else for (const character of segment) append(character);
  }
  return folded;
}

function octetsOf(text: string): number {
  return Buffer.byteLength(text);
}

/** A parameter's value holds no quote (RFC 6868 writes one as ^'), and stands in quotes where it must. */
function parameterValue(given: string): string {
  const text = withoutControls(
    given
      .replaceAll("^", "^^")
      .replace(/\r\n|\r|\n/g, "^n")
      .replaceAll('"', "^'"),
  ).toWellFormed();
  return /[:;,]/.test(text) ? `"${text}"` : text;
}

function withoutControls(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, "");
}
