import { encode } from "uqr";

/** A text as a QR code: squares to a side, and the path of the dark ones, by rows. */
export function qrOf(text: string): { size: number; path: string } {
  // The quiet zone is four squares (ISO/IEC 18004); M: a label is scratched.
  const { size, data } = encode(text, { border: 4, ecc: "M" });
  const runs = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => {
      if (!isDark || row[x - 1]) return [];
      const end = row.indexOf(false, x);
      return [`M${x} ${y}h${end - x}v1H${x}z`];
    }),
  );
  return { size, path: runs.join("") };
}
