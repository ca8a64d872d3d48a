import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Address } from "#db/connections/address.ts";
import { DEFAULT_LIMITS, openConnections } from "#db/connections.server.ts";
import type { Placement } from "#db/placements.server.ts";
import { openStudio } from "#db/studio.server.ts";

/** Of the machine's PgBouncer, as [1, 18]; undefined where it has none. */
export function poolerVersion(): [number, number] | undefined {
  const { stdout } = spawnSync("pgbouncer", ["--version"], { encoding: "utf8" });
  const [, major, minor] = /PgBouncer (\d+)\.(\d+)/.exec(stdout ?? "") ?? [];
  return major && minor ? [Number(major), Number(minor)] : undefined;
}

/** A PgBouncer in transaction mode that has one server connection for all who come. */
export async function openPooler(server: Address) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "rsm-pooler-"));
  const port = await freePort();
  const file = (name: string) => path.join(folder, name);
  writeFileSync(file("users"), `"${server.user}" "${server.password}"\n`);
  const target = `host=${server.host} port=${server.port} dbname=${server.database}`;
  writeFileSync(
    file("ini"),
    `[databases]
pooled = ${target} user=${server.user} password=${server.password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${file("users")}
pool_mode = transaction
default_pool_size = 1
server_tls_sslmode = ${server.tls ? "require" : "disable"}
ignore_startup_parameters = statement_timeout, idle_in_transaction_session_timeout
${maxPrepared()}
logfile = ${file("log")}
`,
  );
  chmodSync(folder, 0o777);
  const running = spawn("pgbouncer", [file("ini")], { stdio: "ignore", ...accountFor(server) });
  const ended = new Promise((resolve) => running.once("exit", resolve));
  await whenOpen(port);
  const address: Address = {
    ...{ host: "127.0.0.1", port, tls: false, database: "pooled" },
    ...{ user: server.user, password: server.password },
  };

  return {
    address,
    /** The studios as the app opens them, by way of the pooler; `close` ends their connections. */
    studios(placements: Placement[]) {
      const limits = { ...DEFAULT_LIMITS, total: 4, perDatabase: 4 };
      const connections = openConnections(async () => address, limits);
      const source = {
        connections,
        placementOf: async (id: string) => placements.find(({ studioId }) => studioId === id),
        recover: () => {},
      };
      const studios = placements.map((placement) => openStudio(source, placement));
      return { studios, close: connections.close };
    },
    async close() {
      running.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// It refuses to work as root; and the folder of a server's socket is open to that server's account alone.
function accountFor({ host }: Address): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  if (!host.startsWith("/")) return { uid: 65_534, gid: 65_534 };
  const { uid, gid } = statSync(host);
  return { uid, gid };
}

// An older one does not know the setting, and does not start where it stands.
function maxPrepared(): string {
  const [major, minor] = poolerVersion() ?? [0, 0];
  return major > 1 || minor >= 21 ? "max_prepared_statements = 100" : "";
}

async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function whenOpen(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, "127.0.0.1");
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (open) return;
    await sleep(50);
  }
  throw new Error("pgbouncer did not start");
}
