/** No connection could be had, or the one at work was lost: nothing was committed by it. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

/** Every connection is at work and stayed so. */
export class NoFreeConnection extends Error {
  override name = "NoFreeConnection";
}

/** SQLSTATE or Node's code of an error, also of drizzle's, which wraps the driver's as its cause. */
export function codeOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return undefined;
}

/** The name of the constraint that an error says was broken. */
export function constraintOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("constraint_name" in at && typeof at.constraint_name === "string")
      return at.constraint_name;
  }
  return undefined;
}

// 57P0x: the server shuts down, crashed or starts; 08: connection exceptions; 3D000: the database
// is not there (any more); the rest are Node's and the driver's.
const LOST = /^(57P0[1-4]|08|3D000|CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOST)/;

/** Whether the server refuses who signs in: the login is not there, or its password is another. */
export function isLoginRefused(error: unknown): boolean {
  return codeOf(error)?.startsWith("28") ?? false;
}

/** Whether an error says that the connection, not the statement, failed. */
export function isConnectionError(error: unknown): boolean {
  if (error instanceof Unreachable) return true;
  return LOST.test(codeOf(error) ?? "");
}
