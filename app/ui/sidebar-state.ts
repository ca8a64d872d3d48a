/** Narrows or widens the left bar, and remembers it: the server writes the same attribute from the cookie. */
export function toggleBar() {
  const { dataset } = document.documentElement;
  dataset.sidebar = dataset.sidebar === "narrow" ? "wide" : "narrow";
  document.cookie = `sidebar=${dataset.sidebar}; path=/; max-age=31536000; samesite=lax`;
}
