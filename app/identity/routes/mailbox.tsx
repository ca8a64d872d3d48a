import { ChevronLeft, Mail, Paperclip } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { cx } from "#app/lib/cx.ts";
import { found, foundId, notFound } from "#app/lib/found.ts";
import { buttonClass } from "#app/ui/button.tsx";
import { DocumentTitle } from "#app/ui/document-title.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { LanguageSwitch, ThemeSwitch } from "#app/ui/preferences.tsx";
import { forAnybody } from "#app/identity/access.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { findMail, listMails } from "#app/mail/mailbox.server.ts";
import { keepsMail } from "#app/mail/mailer.server.ts";
import type { Route } from "./+types/mailbox.ts";

export const middleware = [forAnybody];

/** Where no mail is sent, it is read here. Anywhere else there is no such page. */
export async function loader({ context, url }: Route.LoaderArgs) {
  if (!keepsMail(context.get(environmentContext))) throw notFound();
  const { control } = context.get(platformContext);
  const mails = await listMails(control, 100);
  const chosen = url.searchParams.get("mail");
  const id = chosen ?? mails[0]?.id;
  return {
    mails,
    shown: id ? found(await findMail(control, foundId(id))) : undefined,
    isChosen: chosen !== null,
  };
}

export default function Mailbox({ loaderData }: Route.ComponentProps) {
  const { mails, shown, isChosen } = loaderData;
  const { t } = useTranslation("mail");
  return (
    <main className="grid min-h-dvh grid-cols-[20rem_minmax(0,1fr)] max-md:grid-cols-1">
      <DocumentTitle>{t("mailbox.title")}</DocumentTitle>
      {/* On a phone there is room for the list, or for a letter. */}
      <div
        className={cx(
          "flex max-h-dvh flex-col border-r border-line max-md:max-h-none max-md:border-r-0 md:sticky md:top-0",
          isChosen && "max-md:hidden",
        )}
      >
        <header className="flex flex-col gap-1 px-4 pt-6 pb-4">
          <h1 className="text-20 font-semibold">{t("mailbox.title")}</h1>
          <p className="text-13 text-pretty text-muted">{t("mailbox.text")}</p>
        </header>
        <nav aria-label={t("mailbox.all")} className="min-h-0 flex-1 overflow-y-auto">
          <ul className="border-b border-line empty:hidden">
            {mails.map((mail) => (
              <li key={mail.id} className="border-t border-line">
                <MailLink mail={mail} isShown={mail.id === shown?.id} />
              </li>
            ))}
          </ul>
        </nav>
        <footer className="flex flex-wrap items-center justify-between gap-2 border-t border-line px-4 py-3">
          <LanguageSwitch />
          <ThemeSwitch />
        </footer>
      </div>
      {shown ? (
        <Letter mail={shown} isChosen={isChosen} />
      ) : (
        <div className="p-6 max-md:p-4">
          <EmptyState icon={Mail} title={t("mailbox.empty")} text={t("mailbox.emptyText")} />
        </div>
      )}
    </main>
  );
}

type Mails = Route.ComponentProps["loaderData"]["mails"];

function MailLink({ mail, isShown }: { mail: Mails[number]; isShown: boolean }) {
  return (
    <Link
      to={`?mail=${mail.id}`}
      prefetch="intent"
      aria-current={isShown ? "true" : undefined}
      className="flex flex-col gap-0.5 px-4 py-2.5 -outline-offset-2 hover:bg-hover md:aria-[current]:bg-hover"
    >
      <span className="flex items-baseline justify-between gap-2 text-13">
        <span className="truncate font-medium">{mail.recipient}</span>
        <WrittenAt instant={mail.createdAt} />
      </span>
      <span className="truncate text-13 text-muted">{mail.subject}</span>
    </Link>
  );
}

/** In UTC, as the servers' logs have it: neither a person nor a studio says the zone here. */
function WrittenAt({ instant }: { instant: Date }) {
  const text = instant.toISOString();
  return (
    <time dateTime={text} className="shrink-0 font-mono text-12 text-muted">
      {text.slice(5, 16).replace("T", " ")}
    </time>
  );
}

type Shown = NonNullable<Route.ComponentProps["loaderData"]["shown"]>;

function Letter({ mail, isChosen }: { mail: Shown; isChosen: boolean }) {
  const { t } = useTranslation("mail");
  return (
    <article className={cx("flex flex-col gap-4 p-6 max-md:p-4", !isChosen && "max-md:hidden")}>
      <Link
        to="?"
        className="flex items-center gap-1 self-start rounded-sm text-13 text-muted hover:text-ink md:hidden pointer-coarse:min-h-11"
      >
        <ChevronLeft className="size-4" aria-hidden />
        {t("mailbox.all")}
      </Link>
      <header className="flex flex-col gap-1">
        <h2 className="text-16 font-semibold break-words">{mail.subject}</h2>
        <p className="text-13 break-words text-muted">
          {t("mailbox.to", { recipient: mail.recipient })}
        </p>
      </header>
      {mail.body.attachments && (
        <ul aria-label={t("mailbox.attachments")} className="flex flex-wrap gap-2">
          {mail.body.attachments.map(({ filename, contentType, base64 }) => (
            <li key={filename}>
              <a
                download={filename}
                href={`data:${contentType.replace(/;.*/, "")};base64,${base64}`}
                className={buttonClass({ variant: "secondary" })}
              >
                <Paperclip aria-hidden />
                {filename}
              </a>
            </li>
          ))}
        </ul>
      )}
      {/* Sandboxed: a letter runs nothing, and is of no origin; its links open beside it. */}
      <iframe
        title={mail.subject}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        srcDoc={opensBeside(mail.body.html)}
        className="min-h-[30rem] flex-1 rounded-lg border border-line bg-surface max-md:min-h-[36rem]"
      />
      <pre className="rounded-lg border border-line bg-surface p-4 font-mono text-12 wrap-anywhere whitespace-pre-wrap">
        <LinkedText text={mail.body.text} />
      </pre>
    </article>
  );
}

function LinkedText({ text }: { text: string }) {
  return text.split(/(https?:\/\/\S+)/).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <a
        key={`${at} ${part}`}
        href={part}
        target="_blank"
        rel="noreferrer"
        className="rounded-sm text-accent-ink underline"
      >
        {part}
      </a>
    ),
  );
}

function opensBeside(html: string): string {
  return html.replace("<head>", '<head><base target="_blank">');
}
