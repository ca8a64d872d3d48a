const dueOf = new WeakMap<object, Date>();

/** Notes that a transaction leaves work to be done after it, and from when on; the earliest counts. */
export function noteDueWork(transaction: object, at: Date): void {
  const known = dueOf.get(transaction);
  if (!known || at < known) dueOf.set(transaction, at);
}

export function dueWorkOf(transaction: object): Date | undefined {
  return dueOf.get(transaction);
}
