import { z } from "zod";
import { type ClientKind, clientKinds } from "./client.ts";

/** What a list of clients is narrowed to. */
export interface ClientFilter {
  typed: string;
  kind?: ClientKind;
  tag?: string;
  onlyVip: boolean;
  archived: boolean;
  /** The import that they came with. */
  importId?: string;
}

/** Reads the filter of a list's address; values that mean nothing are left out. */
export function filterOf(parameters: URLSearchParams): ClientFilter {
  return {
    typed: parameters.get("q") ?? "",
    kind: clientKinds.find((kind) => kind === parameters.get("kind")),
    tag: parameters.get("tag")?.replaceAll("\0", "") || undefined,
    onlyVip: parameters.get("vip") === "only",
    archived: parameters.get("archived") === "only",
    importId: z.uuid().safeParse(parameters.get("import")).data,
  };
}

/** By what a list of clients is sorted; by the first where nothing is said. */
export const clientSorts = ["name", "family", "city", "created", "last", "next"] as const;
export type ClientSort = (typeof clientSorts)[number];
