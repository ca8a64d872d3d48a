import type { fr } from "../fr/index.ts";
import type { TranslationOf } from "../translation-of.ts";
import { clients } from "./clients.ts";
import { common } from "./common.ts";
import { equipment } from "./equipment.ts";
import { operations } from "./operations.ts";
import { projects } from "./projects.ts";
import { rooms } from "./rooms.ts";
import { sessions } from "./sessions.ts";
import { settings } from "./settings.ts";
import { signIn } from "./sign-in.ts";
import { studio } from "./studio.ts";
import { today } from "./today.ts";

export const en = {
  clients,
  common,
  equipment,
  operations,
  projects,
  rooms,
  sessions,
  settings,
  "sign-in": signIn,
  studio,
  today,
} as const satisfies TranslationOf<typeof fr>;
