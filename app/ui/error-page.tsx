import { useTranslation } from "react-i18next";
import { isRouteErrorResponse, useLocation } from "react-router";
import { ButtonLink } from "./button.tsx";
import { Centered } from "./centered.tsx";
import { DocumentTitle } from "./document-title.tsx";

/** What went wrong in words of a person. Outside production also in words of the machine. */
export function ErrorPage({ error, homeHref = "/" }: { error: unknown; homeHref?: string }) {
  const { t } = useTranslation();
  const location = useLocation();
  const kind = kindOf(error);
  const title = t(`errorPage.${kind}Title`);
  return (
    <Centered title={title} text={t(`errorPage.${kind}Text`)}>
      <DocumentTitle>{title}</DocumentTitle>
      <div className="flex flex-wrap gap-2">
        {kind === "failed" && (
          <ButtonLink variant="primary" to={location} reloadDocument>
            {t("errorPage.retry")}
          </ButtonLink>
        )}
        <ButtonLink variant={kind === "failed" ? "ghost" : "primary"} to={homeHref} reloadDocument>
          {t("errorPage.home")}
        </ButtonLink>
      </div>
      {import.meta.env.DEV && error instanceof Error && (
        <pre className="rounded-md border border-line bg-sunken p-3 font-mono text-12 break-all whitespace-pre-wrap">
          {error.stack}
        </pre>
      )}
    </Centered>
  );
}

function kindOf(error: unknown) {
  if (!isRouteErrorResponse(error)) return "failed";
  if (error.status === 404) return "notFound";
  if (error.status === 429) return "tooMany";
  return error.status === 403 ? "forbidden" : "failed";
}
