/** "full" for real data; "none" for tests: a crash of the machine may lose all of it. */
export type Durability = "full" | "none";

export type ClusterSettings = { durability: Durability; tcpPort: number | undefined };

/** A socket's file is named after its port, also where no port is listened on. */
export const socketPort = 5432;

/**
 * Given to the server as arguments at each start, so that a changed setting needs no edit of the
 * files that initdb wrote long ago.
 */
export function serverArguments(
  settings: ClusterSettings,
  folders: { data: string; socket: string },
): string[] {
  const given = Object.entries(settingsOf(settings, folders.socket));
  return ["-D", folders.data, ...given.flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

function settingsOf({ durability, tcpPort }: ClusterSettings, socket: string) {
  return {
    listen_addresses: tcpPort ? "127.0.0.1" : "",
    port: String(tcpPort ?? socketPort),
    unix_socket_directories: socket,
    unix_socket_permissions: "0700",

    max_connections: "200",
    shared_buffers: "192MB",
    effective_cache_size: "1GB",
    random_page_cost: "1.1",
    jit: "off",
    TimeZone: "UTC",

    // A studio moves between clusters by logical replication; each move holds slots and workers.
    wal_level: "logical",
    max_replication_slots: "30",
    max_wal_senders: "30",
    max_worker_processes: "40",
    max_logical_replication_workers: "24",
    max_active_replication_origins: "40",
    // What a dead move may hold back before it has to begin again.
    max_slot_wal_keep_size: "4GB",
    idle_replication_slot_timeout: "1d",

    log_timezone: "UTC",
    log_line_prefix: "%m [%p] %q%u@%d ",
    log_checkpoints: "off",

    ...(durability === "none" && {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      max_wal_size: "2GB",
    }),
  };
}
