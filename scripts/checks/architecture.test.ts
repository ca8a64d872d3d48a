import { expect, test } from "vitest";
import { checkCycles } from "./cycles.ts";
import { checkFileLength } from "./file-length.ts";
import { project } from "./fixture.ts";
import { checkLayers } from "./layers.ts";
import { readSources } from "./source-files.ts";

function layers(files: Record<string, string>) {
  return checkLayers(readSources(project(files))).map(
    ({ file, line, message }) => `${file}:${line} ${message}`,
  );
}

/** One file with one import, and what the check says of it. */
function imports(path: string, specifier: string, keyword = "import") {
  return layers({ [path]: `${keyword} { x } from "${specifier}";\nexport const y = x;\n` });
}

test("a project in layers passes", () => {
  const files = {
    "app/features/rooms/room.ts": `import { z } from "zod";\nexport const room = z.string();\n`,
    "app/features/rooms/rooms.server.ts": [
      `import { asc } from "drizzle-orm";`,
      `import { rooms } from "#db/schema/studio/rooms.ts";`,
      `import type { StudioDb } from "#db/studio.server.ts";`,
      `import { room } from "./room.ts";`,
      `import { listClients } from "#app/features/clients/clients.server.ts";`,
    ].join("\n"),
    "app/features/rooms/room-form.tsx": [
      `import { room } from "./room.ts";`,
      `import type { RoomRow } from "./rooms.server.ts";`,
      `import { Button } from "#app/ui/button.tsx";`,
    ].join("\n"),
    "app/features/rooms/routes/index.tsx": [
      `import { studioContext } from "#app/tenancy/studio-context.ts";`,
      `import { RoomForm } from "../room-form.tsx";`,
      `import { listRooms } from "../rooms.server.ts";`,
    ].join("\n"),
    "db/connections.server.ts": `import postgres from "postgres";\n`,
    "db/studio.server.ts": `import { pool } from "./connections.server.ts";\n`,
  };
  expect(layers(files)).toEqual([]);
});

test("a route may not import the database", () => {
  expect(imports("app/features/rooms/routes/index.tsx", "#db/schema/studio/rooms.ts")).toEqual([
    `app/features/rooms/routes/index.tsx:1 feature route may not import studio tables: "#db/schema/studio/rooms.ts"`,
  ]);
});

test("a route may not import another feature's route or component", () => {
  const route = "app/features/rooms/routes/index.tsx";
  expect(imports(route, "#app/features/clients/routes/show.tsx")).toHaveLength(1);
  expect(imports(route, "#app/features/clients/client-form.tsx")).toHaveLength(1);
  expect(imports(route, "#app/features/clients/clients.server.ts")).toEqual([]);
});

test("queries and commands know no HTTP, no look and no connection", () => {
  const data = "app/features/rooms/rooms.server.ts";
  expect(imports(data, "react-router")).toHaveLength(1);
  expect(imports(data, "#app/ui/button.tsx")).toHaveLength(1);
  expect(imports(data, "./routes/index.tsx")).toHaveLength(1);
  expect(imports(data, "#db/studio.server.ts")).toHaveLength(1);
  expect(imports(data, "#db/studio.server.ts", "import type")).toEqual([]);
});

test("the rules of a noun import nothing of the server", () => {
  const rules = "app/features/rooms/room.ts";
  expect(imports(rules, "node:fs")).toHaveLength(1);
  expect(imports(rules, "drizzle-orm/pg-core")).toHaveLength(1);
  expect(imports(rules, "./rooms.server.ts")).toHaveLength(1);
  expect(imports(rules, "zod")).toEqual([]);
});

test("a component runs nothing of the server", () => {
  const component = "app/features/rooms/room-form.tsx";
  expect(imports(component, "./rooms.server.ts")).toHaveLength(1);
  expect(imports(component, "./rooms.server.ts", "export")).toHaveLength(1);
  expect(imports(component, "./rooms.server.ts", "import type")).toEqual([]);
});

test("`import { type … }` still runs the file, so it counts", () => {
  const files = {
    "app/features/rooms/room-form.tsx": `import { type RoomRow } from "./rooms.server.ts";\n`,
  };
  expect(layers(files)).toHaveLength(1);
});

test("an import that is reached later counts like any other", () => {
  const files = { "app/lib/lazy.ts": `\nexport const a = () => import("#app/ui/button.tsx");\n` };
  expect(layers(files)).toEqual([`app/lib/lazy.ts:2 lib may not import ui: "#app/ui/button.tsx"`]);
});

test("features import leftwards only", () => {
  const clients = "app/features/clients/clients.server.ts";
  expect(imports(clients, "#app/features/rooms/room.ts")).toEqual([
    `${clients}:1 clients stands to the left of rooms and may not import it`,
  ]);
  expect(imports("app/features/today/today.server.ts", "#app/features/rooms/room.ts")).toEqual([]);
});

test("a feature needs a place in the order", () => {
  expect(imports("app/features/catering/catering.ts", "#app/lib/money.ts")).toHaveLength(1);
});

test("tenancy, identity, ui, lib and db stand under the features", () => {
  const feature = "#app/features/rooms/room.ts";
  const under = [
    "app/tenancy/a.ts",
    "app/identity/a.ts",
    "app/ui/a.tsx",
    "app/lib/a.ts",
    "db/a.ts",
  ];
  expect(under.filter((path) => imports(path, feature).length !== 1)).toEqual([]);
  expect(imports("app/identity/a.server.ts", "#app/tenancy/a.ts")).toHaveLength(1);
  expect(imports("app/identity/a.server.ts", "#db/schema/studio/rooms.ts")).toHaveLength(1);
  expect(imports("app/tenancy/a.server.ts", "#db/studio.server.ts")).toEqual([]);
});

test("the server and the scripts leave the features to the app", () => {
  const feature = "#app/features/rooms/rooms.server.ts";
  expect(imports("server/health.ts", feature)).toHaveLength(1);
  expect(imports("scripts/studio.ts", feature)).toHaveLength(1);
  expect(imports("scripts/studio.ts", "#db/studio.server.ts")).toEqual([]);
});

test("nothing that ships imports from tests", () => {
  expect(imports("server/health.ts", "../tests/support/cluster.ts")).toHaveLength(1);
  expect(imports("db/health.server.test.ts", "../tests/support/cluster.ts")).toEqual([]);
});

test("a file for browsers may not run the database", () => {
  expect(imports("app/tenancy/layout.tsx", "#db/studio.server.ts")).toHaveLength(1);
  expect(imports("app/tenancy/layout.tsx", "#db/studio.server.ts", "import type")).toEqual([]);
});

test("another folder is imported by name", () => {
  expect(imports("app/tenancy/a.ts", "../lib/found.ts")).toEqual([
    `app/tenancy/a.ts:1 reaches into another folder by "../lib/found.ts"`,
  ]);
  expect(imports("app/root.tsx", "./lib/found.ts")).toEqual([]);
  expect(imports("app/features/rooms/routes/index.tsx", "../room.ts")).toEqual([]);
});

test("one place opens connections", () => {
  expect(imports("db/health.server.ts", "postgres")).toHaveLength(1);
  expect(imports("scripts/studio.ts", "postgres")).toHaveLength(1);
  expect(imports("db/health.server.ts", "postgres", "import type")).toEqual([]);
  expect(imports("db/connections.server.ts", "postgres")).toEqual([]);
});

test("an import cycle is named whole", () => {
  const files = {
    "app/lib/a.ts": `import { b } from "./b.ts";\nexport const a = b;\n`,
    "app/lib/b.ts": `export { c as b } from "./c.ts";\n`,
    "app/lib/c.ts": `import "./a.ts";\nexport const c = 1;\n`,
  };
  expect(checkCycles(readSources(project(files)))).toMatchObject([
    {
      file: "app/lib/c.ts",
      line: 1,
      message: "closes an import cycle: app/lib/a.ts → app/lib/b.ts → app/lib/c.ts → app/lib/a.ts",
    },
  ]);
});

test("types and imports that are reached later close no cycle", () => {
  const files = {
    "app/lib/a.ts": `import type { B } from "./b.ts";\nexport const a = 1;\n`,
    "app/lib/b.ts": `import { a } from "./a.ts";\nimport { c } from "./c.ts";\n`,
    "app/lib/c.ts": `export const c = () => import("./b.ts");\n`,
  };
  expect(checkCycles(readSources(project(files)))).toEqual([]);
});

test("300 lines pass, 301 warn, 501 fail", () => {
  const files = {
    "app/lib/a.ts": "\n".repeat(300),
    "app/lib/b.ts": "\n".repeat(301),
    "app/lib/c.ts": "\n".repeat(501),
  };
  expect(checkFileLength(readSources(project(files)))).toMatchObject([
    { file: "app/lib/b.ts", warning: true },
    { file: "app/lib/c.ts", warning: false },
  ]);
});

test("generated migrations are left aside", () => {
  expect(readSources(project({ "db/migrations/control/0001.ts": "\n" }))).toEqual([]);
});
