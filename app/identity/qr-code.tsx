interface QrCodeProps {
  label: string;
  size: number;
  /** Draws the dark squares. */
  path: string;
}

/** Dark on white in both themes: many cameras read no other. */
export function QrCode({ label, size, path }: QrCodeProps) {
  return (
    <figure aria-label={label} className="max-w-56">
      <svg
        aria-hidden
        viewBox={`0 0 ${size} ${size}`}
        shapeRendering="crispEdges"
        className="w-full rounded-md border border-line"
      >
        <rect width={size} height={size} fill="white" />
        <path d={path} fill="black" />
      </svg>
    </figure>
  );
}
