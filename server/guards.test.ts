import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { formLimit, refusalOf, securityHeaders, uploadLimit } from "./guards.ts";

function statusOf(
  method: string,
  headers: Record<string, string>,
  { trustProxy = false, url = "/rooms" } = {},
) {
  const request = { method, url, headers: { host: "lumiere.localhost:3000", ...headers } };
  const foreignCallbacks = new Map([["/sign-in/with/apple/callback", "https://appleid.apple.com"]]);
  const options = { trustProxy, bodyLimit: formLimit, foreignCallbacks };
  return refusalOf(request as unknown as IncomingMessage, options)?.status;
}

test("a form of the same host is let in", () => {
  expect(statusOf("POST", { origin: "http://lumiere.localhost:3000" })).toBeUndefined();
});

test("a form of another host is turned away, another studio's too", () => {
  expect(statusOf("POST", { origin: "http://atelier.localhost:3000" })).toBe(403);
  expect(statusOf("DELETE", { origin: "https://elsewhere.test" })).toBe(403);
  expect(statusOf("POST", { origin: "null" })).toBe(403);
  expect(statusOf("POST", { "sec-fetch-site": "cross-site" })).toBe(403);
});

test("a provider's page may post to its callback, and to nothing else", () => {
  const headers = { origin: "https://appleid.apple.com", "sec-fetch-site": "cross-site" };
  const callback = "/sign-in/with/apple/callback";
  expect(statusOf("POST", headers, { url: callback })).toBeUndefined();
  expect(statusOf("DELETE", headers, { url: callback })).toBe(403);
  const tooLarge = { ...headers, "content-length": String(formLimit + 1) };
  expect(statusOf("POST", tooLarge, { url: callback })).toBe(413);
  const others = [
    "/sign-in/with/apple",
    "/sign-in/with/google/callback",
    `${callback}.data`,
    `${callback}/`,
    `${callback}?index`,
    `/x/..${callback}`,
    `/account#${callback}`,
    `//elsewhere${callback}`,
  ];
  const statuses = others.map((url) => statusOf("POST", headers, { url }));
  expect(statuses).toEqual(others.map(() => 403));
});

test.each([
  "https://evil.test",
  "https://appleid.apple.com.evil.test",
  "http://appleid.apple.com",
  "null",
])("a page of %s may not post to a provider's callback", (origin) => {
  const url = "/sign-in/with/apple/callback";
  expect(statusOf("POST", { origin }, { url })).toBe(403);
  expect(statusOf("POST", { "sec-fetch-site": "cross-site" }, { url })).toBe(403);
});

test("a program that is no browser is let in", () => {
  expect(statusOf("POST", {})).toBeUndefined();
});

test("what changes nothing may be asked from anywhere", () => {
  expect(statusOf("GET", { origin: "https://elsewhere.test" })).toBeUndefined();
});

test("the host that a proxy forwards counts only where the proxy is trusted", () => {
  const headers = { origin: "https://studios.test", "x-forwarded-host": "studios.test" };
  expect(statusOf("POST", headers)).toBe(403);
  expect(statusOf("POST", headers, { trustProxy: true })).toBeUndefined();
});

test("a body that is too large, or does not say how large it is, is turned away", () => {
  expect(statusOf("POST", { "content-length": String(formLimit) })).toBeUndefined();
  expect(statusOf("POST", { "content-length": String(formLimit + 1) })).toBe(413);
  expect(statusOf("POST", { "transfer-encoding": "chunked" })).toBe(411);
});

test("browsers are told to stay on https only where the app is served by it", () => {
  expect(securityHeaders("http://localhost:3000")).not.toHaveProperty("Strict-Transport-Security");
  expect(securityHeaders("https://studios.test")).toHaveProperty("Strict-Transport-Security");
});

test("a file of clients may be larger than a form, at its own address alone", () => {
  const headers = { "content-length": String(formLimit + 1) };
  const at = (url: string, method = "POST") => statusOf(method, headers, { url });
  expect(at("/clients/imports/uploads")).toBeUndefined();
  expect(at("/s/lumiere/clients/imports/uploads")).toBeUndefined();
  const others = [
    "/clients/imports/uploads?x",
    "/clients/imports/uploads.data",
    "/clients/imports/uploads/",
    "/clients/imports",
    "/x/clients/imports/uploads",
    "/s/a/b/clients/imports/uploads",
    "//clients/imports/uploads",
  ];
  expect(others.map((url) => at(url))).toEqual(others.map(() => 413));
  expect(at("/clients/imports/uploads", "DELETE")).toBe(413);
  const larger = { "content-length": String(uploadLimit + 1) };
  expect(statusOf("POST", larger, { url: "/clients/imports/uploads" })).toBe(413);
  const chunked = { "transfer-encoding": "chunked" };
  expect(statusOf("POST", chunked, { url: "/clients/imports/uploads" })).toBe(411);
});
