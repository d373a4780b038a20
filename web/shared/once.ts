// Keys that make a creating request happen once, however often it is sent.

/** A random key; sent again with the same one, a request is carried out once. */
export function onceKey(): string {
  return crypto.randomUUID();
}
