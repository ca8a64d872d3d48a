import { UnknownCluster } from "#db/clusters.server.ts";
import { isConnectionError, NoFreeConnection } from "#db/connections/errors.ts";
import { EnvironmentError } from "#db/environment.server.ts";
import { MoveRefused } from "#db/moves/events.ts";
import { StudioBusy } from "#db/moves/fences.server.ts";
import { MoveOvertaken } from "#db/moves/move.server.ts";
import { LinkBroken } from "#db/moves/replication.server.ts";
import { StudioUnavailable } from "#db/studio.server.ts";
import { StudioRefused } from "#db/studios.server.ts";

/** A command cannot do what it was asked; the message says why, and what to do. */
export class Failure extends Error {
  override name = "Failure";
}

const EXPECTED = [
  Failure,
  EnvironmentError,
  LinkBroken,
  MoveOvertaken,
  MoveRefused,
  NoFreeConnection,
  StudioBusy,
  StudioRefused,
  StudioUnavailable,
  UnknownCluster,
];

/** One line for what may happen to anybody; for a fault of ours, where it was. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (EXPECTED.some((kind) => error instanceof kind)) return error.message;
  if (isConnectionError(error)) return `a database cannot be reached: ${reasonOf(error)}`;
  return error.stack ?? error.message;
}

function reasonOf(error: Error): string {
  return error.cause instanceof Error
    ? `${error.message} (${reasonOf(error.cause)})`
    : error.message;
}
