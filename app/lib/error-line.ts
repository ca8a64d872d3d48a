import { maskSecrets } from "./mask.ts";

/** An error as the log keeps it. `errorCode` is the SQLSTATE, or Node's. */
export type ErrorLine = {
  type: string;
  message: string;
  stack?: string;
  errorCode?: string;
  constraint?: string;
  table?: string;
  cause?: ErrorLine;
};

/**
 * Says what failed and where, and not with which values: the errors of a database carry the parameters
 * of the query and the row that was in the way.
 */
export function errorLine(error: unknown, depth = 0): ErrorLine {
  if (!(error instanceof Error)) return { type: typeof error, message: "a thrown value" };
  const { code, constraint_name: constraint, table_name: table } = error as PossibleFields;
  // A message may hold lines that look like frames: the stack begins after it.
  const head = error.stack?.indexOf(error.message) ?? -1;
  const frames = head < 0 ? "" : (error.stack?.slice(head + error.message.length) ?? "");
  return {
    type: error.name,
    message: maskSecrets(error.message.replace(/\nparams: [\s\S]*/, "")),
    stack: maskSecrets(frames.trim()),
    ...(typeof code === "string" && { errorCode: code }),
    ...(typeof constraint === "string" && { constraint }),
    ...(typeof table === "string" && { table }),
    ...(error.cause !== undefined && depth < 5 && { cause: errorLine(error.cause, depth + 1) }),
  };
}

type PossibleFields = { code?: unknown; constraint_name?: unknown; table_name?: unknown };
