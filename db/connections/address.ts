/** How to reach one database as one role. `host` is a name, an address, or a socket's folder (it begins with /). */
export type Address = {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  tls: boolean;
};

/** Reads `postgres://user:password@host:port/database?host=/folder&sslmode=require`, as libpq writes it. */
export function addressFromUrl(text: string): Address {
  const url = new URL(text);
  const mode = url.searchParams.get("sslmode");
  return {
    host: url.searchParams.get("host") ?? decodeURIComponent(url.hostname || "localhost"),
    port: Number(url.searchParams.get("port") ?? (url.port || 5432)),
    database: decodeURIComponent(url.pathname.slice(1)) || "postgres",
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    tls: mode !== null && mode !== "disable" && mode !== "prefer" && mode !== "allow",
  };
}

/** The same as a URL that psql takes; `options` are settings of the connection. */
export function urlFromAddress(address: Address, options: Record<string, string> = {}): string {
  const { host, port, database, user, password, tls } = address;
  const query = new URLSearchParams();
  if (host.startsWith("/")) {
    query.set("host", host);
    query.set("port", String(port));
  }
  if (tls) query.set("sslmode", "require");
  const settings = Object.entries(options).map(
    ([name, value]) => `-c ${name}=${value.replace(/[\\ ]/g, "\\$&")}`,
  );
  if (settings.length > 0) query.set("options", settings.join(" "));
  const authority = host.startsWith("/")
    ? ""
    : `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  // libpq reads %20 in a query, and takes a plus sign as it stands.
  const tail = query.size > 0 ? `?${query.toString().replaceAll("+", "%20")}` : "";
  return `postgresql://${login}@${authority}/${encodeURIComponent(database)}${tail}`;
}
