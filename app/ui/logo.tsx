/** The product's mark: four faders of a desk. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden>
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <g stroke="var(--on-accent)" strokeWidth="2" strokeLinecap="round">
        <path d="M8 8v16M13.33 8v16M18.67 8v16M24 8v16" opacity="0.35" />
        <path strokeWidth="4" d="M7 18h2M12.33 12h2M17.67 20h2M23 14.5h2" />
      </g>
    </svg>
  );
}
