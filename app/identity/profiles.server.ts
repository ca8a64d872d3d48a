import { eq } from "drizzle-orm";
import { users } from "#db/schema/control/index.ts";
import type { Language } from "#app/i18n/i18n.ts";
import type { ControlWork } from "./sign-ins.server.ts";

/** What a person sees and changes of their own account; undefined where it is gone. */
export async function findProfile(control: Pick<ControlWork, "select">, userId: string) {
  const [profile] = await control
    .select({ name: users.name, email: users.email, language: users.language })
    .from(users)
    .where(eq(users.id, userId));
  return profile;
}

export async function changeProfile(
  control: Pick<ControlWork, "update">,
  userId: string,
  { name, language }: { name: string; language: Language },
): Promise<void> {
  await control.update(users).set({ name, language }).where(eq(users.id, userId));
}
