import { createHmac } from "node:crypto";
import { type Address, addressFromUrl } from "./connections/address.ts";
import { firstAccepted } from "./connections/passwords.ts";

/**
 * `owner` owns objects and migrates, `app` does the app's work where studios share, `mover` moves
 * studios, `admin` sets clusters up.
 */
export type Role = "admin" | "owner" | "app" | "mover";

/** By what they sign in. What the app may do is given to `rsm_app`, which is no login. */
export const LOGINS = { owner: "rsm_owner", app: "rsm_shared", mover: "rsm_mover" } as const;

/** By name, how to get the URL of each cluster's administrator; getting it starts a cluster that sleeps. */
export type AdminUrls = Record<string, () => Promise<string>>;

export type Clusters = ReturnType<typeof openClusters>;

/**
 * The PostgreSQL servers of the installation. Their administrators' URLs come from the environment.
 * With previous keys, which of the passwords a role has at the moment is asked of its server.
 */
export function openClusters(
  adminUrls: AdminUrls,
  secretsKey: Buffer,
  previousKeys: Buffer[] = [],
) {
  return {
    names: () => Object.keys(adminUrls),

    /** Keys are being rotated: a role may still have the password of a previous one. */
    isRotating: previousKeys.length > 0,

    /** Throws UnknownCluster, with the names that there are. */
    async address(cluster: string, database: string, role: Role): Promise<Address> {
      const adminUrl = adminUrls[cluster];
      if (!adminUrl) throw new UnknownCluster(cluster, Object.keys(adminUrls));
      const admin = addressFromUrl(await adminUrl());
      if (role === "admin") return { ...admin, database };
      const wayBy = (key: Buffer) => {
        const password = derive(key, cluster, role);
        return { ...admin, database, user: LOGINS[role], password };
      };
      return firstAccepted([wayBy(secretsKey), ...previousKeys.map(wayBy)]);
    },

    /** That of the current key. */
    passwordOf: (cluster: string, role: Exclude<Role, "admin">) =>
      derive(secretsKey, cluster, role),
  };
}

/** From the installation's key, so that it is stored nowhere. */
function derive(key: Buffer, cluster: string, role: Exclude<Role, "admin">): string {
  return createHmac("sha256", key).update(`role:${cluster}:${role}`).digest("base64url");
}

export class UnknownCluster extends Error {
  override name = "UnknownCluster";
  constructor(cluster: string, known: string[]) {
    super(`there is no cluster "${cluster}"; there is ${known.join(", ")}`);
  }
}
