import { randomBytes, randomUUID } from "node:crypto";
import { type IncomingHttpHeaders, request as ask } from "node:http";
import { expect, test } from "@playwright/test";
import { fillIn, parametersOf, studioAddresses } from "./support/every-route.ts";
import { rowsOf } from "./support/rows-of-studio.ts";

// A member of lumiere, and of no other studio, tries every address of the map against atelier. What
// is somebody else's must answer as what does not exist: the same status, the same body.
const addresses = studioAddresses();
const mark = `Einbruch${randomBytes(4).toString("hex")}`;
const METHODS = ["GET", "POST", "DELETE"] as const;

type Asked = {
  path: string;
  method?: string;
  host?: string;
  headers?: Record<string, string>;
  form?: Record<string, string>;
};
type Answer = { status: number; body: string; headers: IncomingHttpHeaders };

/** Over a bare socket: a browser would not let us say another host, nor two cookies of a name. */
function visitor(baseURL: string) {
  const { port } = new URL(baseURL);
  const send = ({ path, method = "GET", host = "localhost", headers, form }: Asked) =>
    new Promise<Answer>((resolve, reject) => {
      const authority = `${host}:${port}`;
      const body = form ? new URLSearchParams(form).toString() : "";
      const all = {
        Host: authority,
        ...(method !== "GET" && {
          Origin: `http://${authority}`,
          "Content-Type": "application/x-www-form-urlencoded",
          "Content-Length": String(Buffer.byteLength(body)),
        }),
        ...headers,
      };
      const sent = ask({ host: "127.0.0.1", port, path, method, headers: all }, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, body: text, headers: answer.headers }),
        );
      });
      sent.on("error", reject).end(body);
    });
  return send;
}

async function signedIn(send: ReturnType<typeof visitor>, host?: string) {
  const form = { email: "owner@lumiere.test", password: "demo-studio-2026" };
  const { headers } = await send({ path: "/sign-in", method: "POST", form, ...(host && { host }) });
  const cookie = headers["set-cookie"]?.find((each) => each.includes("sign-in="))?.split(";")[0];
  if (!cookie) throw new Error("lumiere's owner could not sign in");
  return { cookie, as: { Cookie: cookie } };
}

/**
 * An answer without what differs by itself: the nonce, the moment as of which a page was read, and the
 * words given, by which it was asked for.
 */
function bare({ status, body, headers }: Answer, ...words: string[]) {
  let text = body.replace(/nonce="[^"]*"/g, "").replace(/\b\d+\.0\.\d{13}\b/g, "");
  for (const word of words) text = text.replaceAll(word, "…");
  const { location = "", "content-type": type = "" } = headers;
  return {
    status,
    text,
    type,
    location: words.reduce((at, word) => at.replaceAll(word, "…"), location),
  };
}

const base = (slug: string, address: string) => `/s/${slug}${address && `/${address}`}`;
const dataOf = (path: string) => `${path}.data`;

test("another studio's slug and host answer as those of no studio, at every address", async ({
  baseURL,
}) => {
  test.setTimeout(300_000);
  const send = visitor(baseURL!);
  const { as } = await signedIn(send);
  const atelier = await rowsOf("atelier");
  const form = { name: mark, title: mark };
  for (const address of addresses) {
    const path = fillIn(address, await atelier.idsFor(parametersOf(address)));
    for (const method of METHODS) {
      const how = { method, headers: as, ...(method !== "GET" && { form }) };
      for (const form of [(p: string) => p, dataOf]) {
        const theirs = await send({ path: form(base("atelier", path)), ...how });
        const none = await send({ path: form(base("nirgend", path)), ...how });
        expect(bare(theirs, "atelier"), `${method} ${address}`).toEqual(bare(none, "nirgend"));
        expect(theirs.status, `${method} ${address}`).toBe(404);
      }
      const onHost = { path: `/${path}`, ...how };
      const theirs = await send({ ...onHost, host: "atelier.localhost" });
      const none = await send({ ...onHost, host: "nirgend.localhost" });
      expect(bare(theirs, "atelier"), `${method} ${address}`).toEqual(bare(none, "nirgend"));
      expect(theirs.status, `${method} ${address}`).toBe(404);
    }
  }
  expect(await atelier.holding(mark)).toEqual([]);
  await atelier.close();
});

test("in the own studio another's ids answer as ids of nothing, at every address", async ({
  baseURL,
}) => {
  test.setTimeout(300_000);
  const send = visitor(baseURL!);
  const { as } = await signedIn(send);
  const [atelier, lumiere] = [await rowsOf("atelier"), await rowsOf("lumiere")];
  const own = { ...(await lumiere.idsFor(["clientId"])), ...(await lumiere.idsFor(["roomId"])) };
  for (const address of addresses.filter((each) => each.includes(":"))) {
    const parameters = parametersOf(address);
    const [mine, foreign] = [await lumiere.idsFor(parameters), await atelier.idsFor(parameters)];
    const before = await Promise.all(Object.values(foreign).map(atelier.holding));
    // All of them another's, and each alone.
    for (const taken of [parameters, ...parameters.map((each) => [each])]) {
      const nothing = Object.fromEntries(taken.map((each) => [each, randomUUID()]));
      const theirs = Object.fromEntries(taken.map((each) => [each, foreign[each]!]));
      for (const method of METHODS) {
        const form = formFor(address, own);
        const how = { method, headers: as, ...(method !== "GET" && { form }) };
        for (const written of [(p: string) => p, dataOf]) {
          const at = (ids: Record<string, string>) =>
            send({ path: written(base("lumiere", fillIn(address, { ...mine, ...ids }))), ...how });
          const what = `${method} ${address} with another's ${taken.join()}`;
          const [got, none] = [await at(theirs), await at(nothing)];
          expect(bare(got, ...Object.values(theirs)), what).toEqual(
            bare(none, ...Object.values(nothing)),
          );
          // A form that is not valid would be turned away before anybody looked for the row.
          expect(known(address, method, written === dataOf), what).toContain(got.status);
        }
      }
    }
    const after = await Promise.all(Object.values(foreign).map(atelier.holding));
    expect(after, address).toEqual(before);
  }
  expect(await atelier.holding(mark)).toEqual([]);
  await Promise.all([atelier.close(), lumiere.close()]);
});

// 400 and 405: nothing is shown there, or there is no such verb. As data, what shows nothing is a 200
// with the own studio's frame alone. The order of tracks answers with a conflict, since none of them is
// the project's; a track that is not there is as good as removed, and leads back to the project.
function known(address: string, method: string, asData: boolean): number[] {
  if (method === "GET") return [asData ? 200 : 400, 404];
  if (method === "DELETE" && address.endsWith("/:trackId")) return [asData ? 202 : 302];
  return address.endsWith("/order") ? [409] : [404, 405];
}

/** What the form at an address asks for, so that only the row is missing. */
function formFor(address: string, own: Record<string, string>): Record<string, string> {
  const [noun] = address.split("/");
  const named = { name: mark, title: mark };
  if (noun === "settings") return { role: "assistant", name: mark, kind: "text" };
  if (noun === "clients") {
    const link = { relation: "has:member", other: own.clientId! };
    return {
      ...named,
      ...link,
      kind: "person",
      body: mark,
      day: "2026-03-04",
      with: own.clientId!,
    };
  }
  if (noun === "views") return { ...named, list: "equipment" };
  if (noun === "leads") {
    return { ...named, kind: "person", source: "phone", stage: "contacted", client: "new" };
  }
  if (noun === "rooms") return { ...named, kind: "live", colour: "1" };
  if (address.includes("/kits")) return { ...named, asked: own.clientId! };
  if (address.includes("/consumables")) {
    return { ...named, unit: "m", quantity: "1", threshold: "0", by: "1" };
  }
  if (address.includes("/services")) return { kind: "repair", doneOn: "2031-03-04", note: mark };
  if (address.endsWith("/checkouts")) return { code: "22222" };
  if (noun === "equipment") return { ...named, kind: "microphone", condition: "good" };
  if (noun === "people") {
    return { ...named, trade: "engineer", firstDay: "2031-03-04", reason: mark };
  }
  if (noun === "projects") {
    const state = address.includes("tracks") ? "to_record" : "active";
    return { ...named, kind: "album", state, clientId: own.clientId! };
  }
  if (address.endsWith("/slot")) {
    const [startsAt, endsAt] = ["2031-03-04T10:00:00Z", "2031-03-04T12:00:00Z"];
    return { startsAt, endsAt, seenStartsAt: startsAt, seenEndsAt: endsAt };
  }
  if (address.endsWith("/extension")) {
    const [seenStartsAt, seenEndsAt] = ["2031-03-04T10:00:00Z", "2031-03-04T12:00:00Z"];
    return { minutes: "30", seenStartsAt, seenEndsAt };
  }
  if (address.startsWith("sessions/waiting")) {
    const days = { earliestDay: "2031-03-04", latestDay: "2031-03-14" };
    return { ...own, ...days, kind: "recording", minutes: "120", note: mark };
  }
  const [from, to] = ["10:00", "12:00"];
  return { ...own, kind: "recording", day: "2031-03-04", from, to, notes: mark, reason: mark };
}

test("a form that names another studio's row is refused as one that names nothing", async ({
  baseURL,
}) => {
  const send = visitor(baseURL!);
  const { as } = await signedIn(send);
  const [atelier, lumiere] = [await rowsOf("atelier"), await rowsOf("lumiere")];
  const own = { ...(await lumiere.idsFor(["clientId"])), ...(await lumiere.idsFor(["roomId"])) };
  for (const [address, named] of [
    ["leads/new", "clientId"],
    ["projects/new", "clientId"],
    ["equipment/new", "roomId"],
    ["equipment/checkouts", "sessionId"],
    ["equipment/checkouts", "personId"],
    ["sessions/new", "clientId"],
    ["sessions/new", "roomId"],
    ["sessions/new", "projectId"],
    ["sessions/waiting/new", "clientId"],
    ["sessions/waiting/new", "projectId"],
    ["sessions/waiting/new", "roomId"],
  ] as const) {
    const { [named]: theirs } = await atelier.idsFor([named]);
    const nothing = randomUUID();
    const at = (id: string) =>
      send({
        path: base("lumiere", address),
        method: "POST",
        headers: as,
        form: { ...formFor(address, own), [named]: id },
      });
    const [got, none] = [await at(theirs!), await at(nothing)];
    const what = `${address} with another's ${named}`;
    expect(bare(got, theirs!), what).toEqual(bare(none, nothing));
    expect([409, 422], what).toContain(got.status);
  }
  expect(await atelier.holding(mark)).toEqual([]);
  expect(await lumiere.holding(mark)).toEqual([]);
  await Promise.all([atelier.close(), lumiere.close()]);
});

test("no forged header and no trick with cookies opens another studio", async ({ baseURL }) => {
  const send = visitor(baseURL!);
  const { port } = new URL(baseURL!);
  const { cookie, as } = await signedIn(send);
  const atelier = `atelier.localhost:${port}`;
  const value = cookie.slice("sign-in=".length);
  const tricks: Record<string, string>[] = [
    { ...as, "X-Forwarded-Host": atelier },
    { ...as, "X-Forwarded-Host": `localhost:${port}` },
    { ...as, Forwarded: `host="${atelier}";proto=http` },
    { ...as, "X-Original-URL": "/clients", "X-Rewrite-URL": "/clients" },
    { ...as, "X-Forwarded-Prefix": "/s/atelier", "X-HTTP-Method-Override": "GET" },
    { ...as, Origin: `http://${atelier}` },
    { Cookie: `${cookie}; studio=atelier; slug=atelier` },
    { Cookie: `sign-in=; ${cookie}` },
    { Cookie: `__Host-sign-in=${value}; ${cookie}` },
    { Cookie: `Sign-In=${value}; SIGN-IN=${value}; ${cookie}` },
  ];
  for (const headers of tricks) {
    const what = JSON.stringify(headers);
    for (const path of ["/s/atelier/clients", "/s/atelier/clients.data", "/s/ATELIER/clients"]) {
      const got = await send({ path, headers });
      const none = await send({ path: path.replace(/atelier/i, "nirgend"), headers });
      const spelled = /atelier/i.exec(path)?.[0] ?? "";
      // Who is not taken for signed in is sent to do so, there as here.
      expect(bare(got, spelled), what).toEqual(bare(none, "nirgend"));
      expect([302, 202, 404], what).toContain(got.status);
    }
    const got = await send({ path: "/clients", host: "atelier.localhost", headers });
    const none = await send({ path: "/clients", host: "nirgend.localhost", headers });
    expect(bare(got, "atelier"), what).toEqual(bare(none, "nirgend"));
    // On the apex there is nothing without a slug, whatever another header says of the host.
    const apex = await send({ path: "/clients", headers });
    expect([302, 404], what).toContain(apex.status);
  }
  // The apex's own path on a studio's host, and the other way round, and hosts that are nearly ours.
  for (const host of [
    "atelier.localhost",
    "lumiere.atelier.localhost",
    "atelier.localhost.evil.test",
    "evil.test",
    "atelier.localhost.",
    "xn--atelier.localhost",
  ]) {
    const got = await send({ path: "/s/atelier/clients", host, headers: as });
    expect(got.status, host).toBe(404);
  }
});

test("a form from another studio's page is turned away before it is read", async ({ baseURL }) => {
  const send = visitor(baseURL!);
  const { port } = new URL(baseURL!);
  const { as } = await signedIn(send);
  const form = { name: mark, kind: "person" };
  for (const Origin of [`http://atelier.localhost:${port}`, "null", "http://evil.test"]) {
    const headers = { ...as, Origin, "X-Forwarded-Host": new URL(baseURL!).host };
    const got = await send({ path: "/s/lumiere/clients/new", method: "POST", headers, form });
    expect(got.status, Origin).toBe(403);
  }
  const lumiere = await rowsOf("lumiere");
  expect(await lumiere.holding(mark)).toEqual([]);
  await lumiere.close();
});
