import type { Client } from "./client.ts";

/** What tells a server to write statements to its log, and the values by which it does not. */
const settings = {
  log_statement: "none",
  log_min_duration_statement: "-1",
  log_min_duration_sample: "-1",
  log_min_error_statement: "panic",
  log_transaction_sample_rate: "0",
};

/** The settings that a role must be allowed to set. */
export const LOG_SETTINGS = Object.keys(settings);

/** Runs a statement that has a secret in it: no log of the server keeps it. */
export async function runUnlogged(sql: Client, statement: string): Promise<void> {
  const quiet = Object.entries(settings).map(([name, value]) => `set ${name} = '${value}'`);
  await sql.unsafe(quiet.join("; "));
  await sql.unsafe(statement);
}
