/** What was not as it should be. The card is read nonetheless; words for it are the app's. */
export type Problem = {
  /** Where it stood, from 1. Of JSON: 0. */
  line: number;
  /** The place in `cards`, from 0; null outside of what was read. */
  card: number | null;
  code: ProblemCode;
  detail?: string;
};

export type ProblemCode =
  // Of the file
  | "noCard"
  | "textOutsideCard"
  | "tooLarge"
  // Of a card
  | "missingBegin"
  | "missingEnd"
  | "missingVersion"
  | "unknownVersion"
  // Of a line
  | "missingColon"
  | "invalidName"
  | "nestedObject"
  | "unclosedQuote"
  | "invalidParameter"
  | "unknownCharset"
  | "unknownEncoding"
  | "notUtf8"
  | "controlCharacters"
  | "invalidBase64"
  | "invalidQuotedPrintable"
  | "invalidDate"
  | "invalidValue"
  // Of jCard
  | "notACard"
  | "invalidProperty";

const LONGEST_DETAIL = 120;

/** A line may be a photograph: what is told of it is short. */
export function shortened(text: string): string {
  return text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL - 1)}…` : text;
}

/** Notes a problem of the line at hand. */
export type Note = (code: ProblemCode, detail?: string) => void;
