import { useTranslation } from "react-i18next";

const commands = {
  dryRun: "promote SLUG --to CLUSTER --dry-run",
  promote: "promote SLUG --to CLUSTER",
  verify: "verify SLUG",
  rollback: "rollback SLUG",
  finalize: "finalize SLUG",
} as const;

/** How a studio is moved: from the command line, in the order in which one does it. */
export function CommandNotes() {
  const { t } = useTranslation("operations");
  const steps = Object.keys(commands) as (keyof typeof commands)[];
  return (
    <dl className="divide-y divide-line overflow-clip rounded-lg border border-line bg-surface text-13">
      {steps.map((step) => (
        <div
          key={step}
          className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-center gap-x-6 gap-y-1 px-4 py-2 max-md:grid-cols-1"
        >
          <dt>{t(`command.${step}`)}</dt>
          <dd>
            <code className="font-mono text-12 break-words text-muted">
              {`npm run --silent studio -- ${commands[step]}`}
            </code>
          </dd>
        </div>
      ))}
    </dl>
  );
}
