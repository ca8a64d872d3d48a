import { Mail } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { cx } from "#app/lib/cx.ts";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { formatAgo } from "#app/lib/ago.ts";
import { found, foundId, notFound } from "#app/lib/found.ts";
import { DocumentTitle } from "#app/ui/document-title.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { forAnybody } from "#app/identity/access.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { findMail, listMails } from "#app/mail/mailbox.server.ts";
import { keepsMail } from "#app/mail/mailer.server.ts";
import type { Route } from "./+types/mailbox.ts";

export const middleware = [forAnybody];

/** Where no mail is sent, it is read here. Anywhere else there is no such page. */
export async function loader({ request, context, url }: Route.LoaderArgs) {
  if (!keepsMail(context.get(environmentContext))) throw notFound();
  const { control } = context.get(platformContext);
  const [now, language] = [new Date(), languageOf(request)];
  const mails = (await listMails(control, 100)).map(({ createdAt, ...mail }) => ({
    ...mail,
    ago: formatAgo(createdAt, now, language),
  }));
  const id = url.searchParams.get("mail") ?? mails[0]?.id;
  return { mails, shown: id ? found(await findMail(control, foundId(id))) : undefined };
}

export default function Mailbox({ loaderData: { mails, shown } }: Route.ComponentProps) {
  const { t } = useTranslation("mail");
  return (
    <main className="grid min-h-dvh grid-cols-[20rem_minmax(0,1fr)] max-md:grid-cols-1">
      <DocumentTitle>{t("mailbox.title")}</DocumentTitle>
      <nav className="border-r border-line max-md:border-r-0 max-md:border-b">
        <header className="px-4 pt-6 pb-4">
          <h1 className="text-20 font-semibold">{t("mailbox.title")}</h1>
          <p className="text-13 text-muted">{t("mailbox.text")}</p>
        </header>
        <ul>
          {mails.map((mail) => (
            <li key={mail.id}>
              <Link
                to={`?mail=${mail.id}`}
                aria-current={mail.id === shown?.id ? "true" : undefined}
                className={cx(
                  "flex flex-col border-t border-line px-4 py-2 hover:bg-hover",
                  mail.id === shown?.id && "bg-hover",
                )}
              >
                <span className="flex justify-between gap-2 text-13">
                  <span className="truncate font-medium">{mail.recipient}</span>
                  <span className="shrink-0 text-muted">{mail.ago}</span>
                </span>
                <span className="truncate text-13 text-muted">{mail.subject}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {shown ? (
        <article className="flex min-h-[70dvh] flex-col gap-4 p-6 max-md:p-4">
          <header>
            <h2 className="text-16 font-semibold">{shown.subject}</h2>
            <p className="text-13 text-muted">{t("mailbox.to", { recipient: shown.recipient })}</p>
          </header>
          {/* Sandboxed: a letter runs nothing; its links open beside it. */}
          <iframe
            title={shown.subject}
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            srcDoc={opensBeside(shown.body?.html ?? "")}
            className="min-h-0 flex-1 rounded-lg border border-line bg-surface"
          />
          <pre className="max-h-48 overflow-auto rounded-lg border border-line p-4 text-12 whitespace-pre-wrap">
            {shown.body?.text}
          </pre>
        </article>
      ) : (
        <EmptyState icon={Mail} title={t("mailbox.empty")} text={t("mailbox.emptyText")} />
      )}
    </main>
  );
}

function opensBeside(html: string): string {
  return html.replace("<head>", '<head><base target="_blank">');
}
