import pino from "pino";

/** One JSON object a line on standard output. What could be a secret is never written. */
export const log = pino({
  level: process.env.LOG_LEVEL || "info",
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: ["password", "*.password", "headers.cookie", "headers.authorization"],
});
