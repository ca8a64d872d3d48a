import pino, { type DestinationStream, type Logger } from "pino";
import { errorLine } from "./error-line.ts";

export type Log = Logger;

/** One JSON object a line, on standard output where nothing else is named. What could be a secret is never written. */
export function openLog(destination?: DestinationStream, level = process.env.LOG_LEVEL): Log {
  return pino(
    {
      level: level || "info",
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: errorLine },
      redact: { paths: SECRETS.flatMap(atAnyDepth), censor: "…" },
    },
    destination,
  );
}

const SECRETS = [
  "password",
  "newPassword",
  "currentPassword",
  "passwordHash",
  "secret",
  "secretHash",
  "token",
  "accessToken",
  "refreshToken",
  "idToken",
  "code",
  "cookie",
  "set-cookie",
  "authorization",
];

// A line is flat by habit; a request or a form that somebody hands over whole is no deeper than this.
function atAnyDepth(name: string): string[] {
  const key = `["${name}"]`;
  return [key, `*${key}`, `*.*${key}`, `*.*.*${key}`];
}

export const log = openLog();
