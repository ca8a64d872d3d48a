import { account } from "./account.ts";
import { activity } from "./activity.ts";
import { audit } from "./audit.ts";
import { callSheet } from "./call-sheet.ts";
import { clients } from "./clients.ts";
import { clock } from "./clock.ts";
import { common } from "./common.ts";
import { equipment } from "./equipment.ts";
import { feeds } from "./feeds.ts";
import { fields } from "./fields.ts";
import { imports } from "./imports.ts";
import { leads } from "./leads.ts";
import { links } from "./links.ts";
import { mail } from "./mail.ts";
import { notes } from "./notes.ts";
import { operations } from "./operations.ts";
import { people } from "./people.ts";
import { projects } from "./projects.ts";
import { rooms } from "./rooms.ts";
import { series } from "./series.ts";
import { sessions } from "./sessions.ts";
import { settings } from "./settings.ts";
import { signIn } from "./sign-in.ts";
import { studio } from "./studio.ts";
import { team } from "./team.ts";
import { today } from "./today.ts";
import { waiting } from "./waiting.ts";

// One line an area; the key is the namespace: useTranslation("common").
export const fr = {
  account,
  activity,
  audit,
  callSheet,
  clients,
  clock,
  common,
  equipment,
  feeds,
  fields,
  imports,
  leads,
  links,
  mail,
  notes,
  operations,
  people,
  projects,
  rooms,
  series,
  sessions,
  settings,
  "sign-in": signIn,
  studio,
  team,
  today,
  waiting,
} as const;
