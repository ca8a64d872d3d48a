import { z } from "zod";
import type { ClientKind } from "./client.ts";

export const linkRoles = ["member", "artist", "employee", "manager", "agent", "other"] as const;
export type LinkRole = (typeof linkRoles)[number];

/** From where a link is seen: who has a member, or who is one. */
export const linkSides = ["has", "of"] as const;
export type LinkSide = (typeof linkSides)[number];

/** How one client stands to another: `has:member`, `of:member`. */
export type Relation = `${LinkSide}:${LinkRole}`;

/** Those that a form offers, the likelier side first. "Other" is the same from both sides. */
export function relationsOf(kind: ClientKind): Relation[] {
  const [first, second] = kind === "person" ? (["of", "has"] as const) : linkSides;
  const sided = linkRoles.filter((role) => role !== "other");
  return [
    ...sided.map((role): Relation => `${first}:${role}`),
    ...sided.map((role): Relation => `${second}:${role}`),
    "has:other",
  ];
}

const relation = z.templateLiteral([z.enum(linkSides), ":", z.enum(linkRoles)]);

/** A client that is there, or the name of one that is to be added with the link. */
const NEW = "new:";
const LONGEST_NAME = 120;

export const linkSchema = z.object({
  relation,
  other: z.string().transform((text, context): { id: string } | { name: string } => {
    const id = z.uuid().safeParse(text).data;
    if (id !== undefined) return { id };
    const name = text.startsWith(NEW) ? text.slice(NEW.length).trim() : "";
    if (name !== "" && name.length <= LONGEST_NAME) return { name };
    context.addIssue("links:errors.unknown");
    return z.NEVER;
  }),
});
export type LinkValues = z.output<typeof linkSchema>;

export function sidesOf(wanted: Relation): { side: LinkSide; role: LinkRole } {
  const [side, role] = wanted.split(":") as [LinkSide, LinkRole];
  return { side, role };
}

/** What a client is that is added with a link: bands, labels and employers are no persons. */
export function kindOfOther(wanted: Relation): ClientKind {
  return ["of:member", "of:artist", "of:employee"].includes(wanted) ? "company" : "person";
}
