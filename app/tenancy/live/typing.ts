/**
 * Whether somebody has typed something into a form of the page that is not sent yet. What the server
 * says might take the form away, and what was typed with it.
 */
export function isTyping(): boolean {
  return [...document.forms].some(
    (form) => form.method === "post" && [...form.elements].some(isTyped),
  );
}

function isTyped(field: Element): boolean {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (!(field instanceof HTMLInputElement)) return false;
  // What is no typing keeps its value elsewhere.
  const isText = !["hidden", "checkbox", "radio", "submit", "button"].includes(field.type);
  return isText && field.value !== field.defaultValue;
}
