import { createHmac } from "node:crypto";
import { type Address, addressFromUrl } from "./connections/address.ts";

/** `owner` owns objects and migrates, `app` does the app's work, `mover` moves studios, `admin` sets clusters up. */
export type Role = "admin" | "owner" | "app" | "mover";

/** By name, how to get the URL of each cluster's administrator; getting it starts a cluster that sleeps. */
export type AdminUrls = Record<string, () => Promise<string>>;

export type Clusters = ReturnType<typeof openClusters>;

/** The PostgreSQL servers of the installation. Their administrators' URLs come from the environment. */
export function openClusters(adminUrls: AdminUrls, secretsKey: Buffer) {
  return {
    names: () => Object.keys(adminUrls),

    /** Throws UnknownCluster, with the names that there are. */
    async address(cluster: string, database: string, role: Role): Promise<Address> {
      const adminUrl = adminUrls[cluster];
      if (!adminUrl) throw new UnknownCluster(cluster, Object.keys(adminUrls));
      const admin = addressFromUrl(await adminUrl());
      if (role === "admin") return { ...admin, database };
      return { ...admin, database, user: `rsm_${role}`, password: passwordOf(cluster, role) };
    },

    passwordOf,
  };

  /** Derived from the installation's key, so that it is stored nowhere. */
  function passwordOf(cluster: string, role: Exclude<Role, "admin">): string {
    return createHmac("sha256", secretsKey).update(`role:${cluster}:${role}`).digest("base64url");
  }
}

export class UnknownCluster extends Error {
  override name = "UnknownCluster";
  constructor(cluster: string, known: string[]) {
    super(`there is no cluster "${cluster}"; there is ${known.join(", ")}`);
  }
}
