/** Features import leftwards only. */
export const featureOrder = [
  "views",
  "clients",
  "leads",
  "rooms",
  "equipment",
  "people",
  "projects",
  "sessions",
  "feeds",
  "musicians",
  "callouts",
  "quotes",
  "invoices",
  "portal",
  "reports",
  "assistant",
  "today",
  "settings",
  "audit",
  "search",
];

/** The layer of a path: the first pattern that fits. */
export const layerPatterns = [
  ["test", /^tests\/|\.test\.tsx?$|^(vitest|playwright)\.config\.ts$/],
  ["config", /^[^/]+\.ts$/],
  ["feature route", /^app\/features\/[^/]+\/routes\//],
  ["feature data", /^app\/features\/[^/]+\/.*\.server\.tsx?$/],
  ["feature component", /^app\/features\/[^/]+\/.*\.tsx$/],
  ["feature rules", /^app\/features\/[^/]+\/.*\.ts$/],
  ["tenancy", /^app\/tenancy\//],
  ["identity", /^app\/identity\//],
  ["mail", /^app\/mail\//],
  ["operations", /^app\/operations\//],
  ["ui", /^app\/ui\//],
  ["lib", /^app\/lib\//],
  ["i18n", /^app\/i18n\//],
  ["app", /^app\//],
  ["studio tables", /^db\/schema\/studio\//],
  ["control tables", /^db\/schema\/control\//],
  ["studio door", /^db\/studio\.server\.ts$/],
  ["db", /^db\//],
  ["server", /^server\//],
  ["scripts", /^scripts\//],
  ["bench", /^bench\//],
] as const satisfies [string, RegExp][];

export type Layer = (typeof layerPatterns)[number][0];

type Rule = {
  /** Besides its own layer (of a feature: in its own folder). */
  may: readonly Layer[];
  /** What it may take from the features to its left. */
  ofOthers?: readonly Layer[];
  /** What it may import as a type, which is gone at run time. */
  mayType?: readonly Layer[];
  /** Packages that have no place in it. */
  never?: RegExp;
  why: string;
  instead: string;
};

const looks = ["ui", "lib", "i18n"] as const;
const database = ["db", "studio door", "studio tables", "control tables"] as const;
const people = ["tenancy", "identity", ...looks] as const;

/** The table of docs/architecture.md, "Who may import what". A layer without a row is free. */
export const layerTable: Partial<Record<Layer, Rule>> = {
  "feature route": {
    may: ["feature data", "feature rules", "feature component", ...people],
    ofOthers: ["feature data", "feature rules"],
    never: /^(drizzle-orm|postgres)(\/|$)/,
    why: "a route translates HTTP; the domain decides, and SQL in a route is written twice",
    instead: "put the query into <nouns>.server.ts and call it through the studio's context",
  },
  "feature data": {
    may: ["feature rules", "studio tables", "lib", "i18n"],
    ofOthers: ["feature data", "feature rules"],
    mayType: [...database],
    never: /^(react|react-dom|react-router|@react-router\/.*|postgres)(\/|$)/,
    why: "queries and commands take `db` first, open no connection and know no HTTP, so jobs and the command line use them too",
    instead: "take what is needed as an argument and return a value; the route answers",
  },
  "feature rules": {
    may: ["lib"],
    ofOthers: ["feature rules"],
    never: /^(node:.*|react|react-dom|react-router|drizzle-orm|postgres|pino)(\/|$)/,
    why: "the rules of a noun run in the browser and on the server alike",
    instead: "keep schemas and pure functions here; what reads or writes goes to <nouns>.server.ts",
  },
  "feature component": {
    may: ["feature rules", ...looks],
    ofOthers: ["feature rules"],
    mayType: ["feature data", "tenancy", "identity"],
    never: /^(node:.*|drizzle-orm|postgres)(\/|$)/,
    why: "a component shows what it is given: it is shipped to the browser",
    instead: "load in the route and pass it as a prop; what two features share belongs in ui/",
  },
  tenancy: {
    may: ["identity", "mail", ...looks, ...database],
    why: "which studio it is is settled before any feature is asked",
    instead: "let the feature import tenancy, not the reverse",
  },
  mail: {
    may: ["lib", "i18n", "db", "control tables"],
    why: "mail carries words to people; who gets it and why is settled by who sends it",
    instead: "pass what the message says as values",
  },
  identity: {
    may: [...looks, "mail", "db", "control tables"],
    why: "who asks is settled in the control database, before there is a studio",
    instead: "move what needs a studio into tenancy or a feature",
  },
  operations: {
    may: [...people, "db", "control tables"],
    why: "operators see placements and figures; a studio's rows are seen in the studio, audited",
    instead: "ask the control database, or open the studio as one of its members",
  },
  ui: {
    may: ["lib", "i18n"],
    never: /^(node:.*|drizzle-orm|postgres)(\/|$)/,
    why: "the design system knows no word of the domain",
    instead: "take it as a prop, or keep the component in its feature",
  },
  lib: {
    may: [],
    why: "lib stands under everything: whatever it imports, everything imports",
    instead: "move the function to the layer that it needs",
  },
  i18n: {
    may: ["lib"],
    why: "messages are words, read by every layer above",
    instead: "pass values into the message",
  },
  app: {
    may: [
      "feature route",
      "feature component",
      "feature data",
      "feature rules",
      "operations",
      "mail",
      ...people,
      "db",
      "studio door",
    ],
    why: "the files at the root of app/ put the parts together and hold no query",
    instead: "move the query into identity, tenancy or a feature",
  },
  "studio tables": {
    may: ["db"],
    why: "tables are described once, for every placement",
    instead: "keep control tables and studio tables apart; a reference between them is a plain id",
  },
  "control tables": {
    may: ["db"],
    why: "tables are described once, for every placement",
    instead: "keep control tables and studio tables apart; a reference between them is a plain id",
  },
  "studio door": {
    may: [...database],
    why: "the database knows nothing of the app, so that scripts and moves use it alone",
    instead: "pass the value in, or move the shared part into db/",
  },
  db: {
    may: [...database],
    never: /^(react|react-dom|react-router|@react-router\/.*)(\/|$)/,
    why: "the database knows nothing of the app, so that scripts and moves use it alone",
    instead: "pass the value in, or move the shared part into db/",
  },
  server: {
    may: ["app", "identity", "mail", "tenancy", "lib", "i18n", "db", "studio door"],
    why: "the server carries requests; what they mean is the app's",
    instead: "make it a route, or middleware of identity or tenancy",
  },
  scripts: {
    may: [...database, "identity", "server", "lib", "config"],
    why: "a script is a door for people: it calls what the app calls too, beside the pages",
    instead: "move the shared part into db/ or server/",
  },
  bench: {
    may: [...database, "server", "lib", "scripts", "feature data", "feature rules", "test"],
    why: "a bench measures what ships",
    instead: "measure the function that the app calls",
  },
};
