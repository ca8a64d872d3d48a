import type { Sql } from "postgres";
import { codeOf } from "./connections/errors.ts";

const INSUFFICIENT_PRIVILEGE = "42501";
const OBJECT_IN_USE = "55006";

/**
 * Drops a database, where it is there, and ends who is connected to it. PostgreSQL's FORCE refuses an
 * owner who is no superuser while a vacuum of the server's own is at work inside (42501). A drop without
 * it dismisses that vacuum, and waits five seconds for whoever else is there: the two in turn get through.
 */
export async function dropDatabase(sql: Sql, name: string): Promise<void> {
  const drop = `drop database if exists "${name}"`;
  for (let turn = 1; ; turn += 1) {
    try {
      await sql.unsafe(`${drop} with (force)`);
      return;
    } catch (error) {
      if (codeOf(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    }
    try {
      await sql.unsafe(drop);
      return;
    } catch (error) {
      if (codeOf(error) !== OBJECT_IN_USE || turn === 3) throw error;
    }
  }
}
