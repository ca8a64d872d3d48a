import { useTranslation } from "react-i18next";
import { Form } from "react-router";
import { buttonClass } from "#app/ui/button.tsx";
import { cx } from "#app/lib/cx.ts";
import { BRANDS, type Problem, type ProviderName } from "./oauth/provider.ts";
import { ProviderMark } from "./provider-mark.tsx";

interface ProviderButtonsProps {
  providers: ProviderName[];
  returnTo: string;
}

/** Below the form: to sign in by another provider. Shows nothing where none is set up. */
export function ProviderButtons({ providers, returnTo }: ProviderButtonsProps) {
  const { t } = useTranslation("sign-in");
  if (providers.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <p className="flex items-center gap-3 pb-1 text-13 text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t("elsewhere.or")}
      </p>
      {providers.map((provider) => (
        // Sent by a script where there is one: where one came from a page without a referrer, such as an
        // invitation, the browser itself would name no origin, and be taken for another site.
        <Form key={provider} method="post" action={`/sign-in/with/${provider}`}>
          <input type="hidden" name="returnTo" value={returnTo} />
          <button type="submit" className={cx(buttonClass(), "w-full")}>
            <ProviderMark provider={provider} />
            {t("elsewhere.with", { brand: BRANDS[provider] })}
          </button>
        </Form>
      ))}
    </div>
  );
}

/** Above the form: why the other provider's answer signed in nobody, and what to do. */
export function ProviderProblem({
  problem,
}: {
  problem: { provider: ProviderName; problem: Problem } | null;
}) {
  const { t } = useTranslation("sign-in");
  if (!problem) return null;
  return (
    <p
      role="alert"
      className="rounded-md border border-danger/40 bg-danger-soft px-3 py-2 text-13 text-danger-ink"
    >
      {t(`elsewhere.problems.${problem.problem}`, { brand: BRANDS[problem.provider] })}
    </p>
  );
}
