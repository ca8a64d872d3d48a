import { expect, test } from "vitest";
import { languages } from "#app/i18n/i18n.ts";
import { type MailKind, type MailValues, writeMail } from "./write-mail.ts";

const url = "https://studios.test/links/s3cret?a=1&b=2";
const values: MailValues = {
  "magic-link": { url, minutes: 15 },
  "password-reset": { url, minutes: 60 },
  "email-verification": { name: "Ada", url, hours: 24 },
  "account-exists": { url },
  invitation: { studio: "Hansa", inviter: "Bob", role: "engineer", url, days: 7 },
  "security-changed": { what: "second-factor-off", url },
  "ownership-transferred": { studio: "Hansa", from: "Bob", url },
  "call-sheet": {
    ...{ what: "changed", name: "Ida", studio: "Hansa", client: "Nina" },
    ...{ room: "Studio A", when: "Fri 20 Nov, 14:00–18:00" },
  },
};
const kinds = Object.keys(values) as MailKind[];
const linking = kinds.filter((kind) => "url" in values[kind]);

function invitationFrom(names: { studio?: string; inviter?: string }) {
  return writeMail("fr", "invitation", { ...values.invitation, ...names });
}

test.each(languages.flatMap((language) => linking.map((kind) => ({ language, kind }))))(
  "$kind in $language has its link in both parts",
  ({ language, kind }) => {
    const { text, html } = writeMail(language, kind, values[kind]);
    expect(text).toContain(`:\n${url}\n`);
    expect(html.match(/href="https:\/\/studios\.test\/links\/s3cret\?a=1&amp;b=2"/g)).toHaveLength(
      2,
    );
  },
);

test.each(languages.flatMap((language) => kinds.map((kind) => ({ language, kind }))))(
  "$kind in $language says all that it knows",
  ({ language, kind }) => {
    const { subject, text, html } = writeMail(language, kind, values[kind]);
    expect(subject).toMatch(/^\S.{5,80}\S$/);
    expect(html).toContain(`<html lang="${language}"`);
    for (const part of [subject, text, html]) expect(part).not.toMatch(/\{\{|undefined|\$t\(/);
    expect(text).toContain(language === "fr" ? "Vous recevez ce message parce" : "You get this");
  },
);

test("a role is said in the language of the letter", () => {
  expect(writeMail("fr", "invitation", values.invitation).text).toContain("ingénieur du son");
  expect(writeMail("en", "invitation", values.invitation).text).toContain("role: engineer");
});

test("a name is text in HTML, whatever it holds", () => {
  const { html } = invitationFrom({
    studio: `<b>"Ré&mi</b>`,
    inviter: "<img src=x onerror='a()'>",
  });
  expect(html).toContain("&lt;b&gt;&quot;Ré&amp;mi&lt;/b&gt;");
  expect(html).toContain("&lt;img src=x onerror=&#39;a()&#39;&gt;");
  expect(html).not.toMatch(/<b>|<img/);
});

test("a name is one line, so that it begins no header and no paragraph", () => {
  const { subject, text } = invitationFrom({
    studio: "Hansa\r\nBcc: all@rsm.test\u0085\u2028\n\nYour account is locked",
  });
  expect(subject).toBe("Bob vous invite dans Hansa Bcc: all@rsm.test Your account is locked");
  expect(text.split("\n").filter((line) => line.startsWith("Your account"))).toEqual([]);
});

test("a name does not turn the direction of our words, and is no speech", () => {
  expect(invitationFrom({ studio: "Han\u202Esa" }).subject).toBe("Bob vous invite dans Hansa");
  expect(invitationFrom({ studio: "é".repeat(500) }).subject.length).toBeLessThan(150);
});

test("a name is not read as a message of ours", () => {
  const studio = "{{url}} $t(hello)";
  expect(invitationFrom({ studio }).subject).toBe(`Bob vous invite dans ${studio}`);
});

test("a link that is no whole address is refused", () => {
  const broken = () => writeMail("fr", "account-exists", { url: "javascript:alert(1)" });
  expect(broken).toThrow("whole address");
});
