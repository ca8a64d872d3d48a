import type { Language } from "#app/i18n/i18n.ts";

/** What a letter says, in the order in which it is read. All of it is plain text, from wherever. */
export type Letter = {
  language: Language;
  subject: string;
  greeting: string;
  paragraphs: string[];
  /** The one thing to do; its address also stands in words, for who reads without HTML. */
  action?: { label: string; labelInText: string; url: string; help: string };
  /** Why it was sent, and what to do if it was not meant. */
  footnote: string;
};

export function textOf({ greeting, paragraphs, action, footnote }: Letter): string {
  const link = action ? [`${action.labelInText}\n${action.url}`] : [];
  return `${[greeting, ...paragraphs, ...link, `-- \n${footnote}`].join("\n\n")}\n`;
}

/**
 * Inline styles alone: mail programs drop the rest. Ground and ink are the reader's own, light or dark;
 * the one colour that is ours is read on both.
 */
export function htmlOf({ language, subject, greeting, paragraphs, action, footnote }: Letter) {
  return html`<!doctype html>
    <html lang="${language}" style="color-scheme:light dark">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>${subject}</title>
      </head>
      <body
        style="margin:0;padding:32px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif"
      >
        <div style="max-width:34rem;margin:0 auto">
          <p style="margin:0 0 16px">${greeting}</p>
          ${paragraphs.map((text) => html`<p style="margin:0 0 16px">${text}</p>`)}
          ${action ? actionHtml(action) : ""}
          <p
            style="margin:32px 0 0;padding-top:16px;border-top:1px solid #8884;font-size:13px;opacity:.8"
          >
            ${footnote}
          </p>
        </div>
      </body>
    </html> `.text;
}

function actionHtml(action: NonNullable<Letter["action"]>) {
  return html`<p style="margin:24px 0">
      <a
        href="${action.url}"
        style="display:inline-block;padding:10px 18px;border-radius:6px;background:#006b70;color:#ffffff;text-decoration:none;font-weight:600"
        >${action.label}</a
      >
    </p>
    <p style="margin:0 0 16px;font-size:14px">
      ${action.help}<br /><a href="${action.url}" style="word-break:break-all">${action.url}</a>
    </p>`;
}

/** HTML that is safe as it stands. */
class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Escapes every value: a studio may be called `<b>`. */
function html(parts: TemplateStringsArray, ...values: (string | Html | Html[])[]): Html {
  const written = values.map((value) => {
    if (value instanceof Html) return value.text;
    if (Array.isArray(value)) return value.map(({ text }) => text).join("\n");
    return escaped(value);
  });
  return new Html(String.raw({ raw: parts }, ...written));
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
