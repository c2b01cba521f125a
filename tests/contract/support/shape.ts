/** Ids, times and tokens differ in every run; what they are stays. */
const volatile: readonly [RegExp, string][] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gu, '<uuid>'],
  [/eyJ[\w-]+\.[\w-]+\.[\w-]+/gu, '<jwt>'],
  [/\b(?:PA|TR|RM|EV)_\w+/gu, '<media id>'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\b/gu, '<timestamp>'],
  [/\b\d{10,16}\b/gu, '<time>'],
];

function withoutVolatile(text: string): string {
  let result = text;
  for (const [pattern, name] of volatile) result = result.replaceAll(pattern, name);
  return result;
}

/** A value with texts that hold JSON opened up and what differs in every run named instead. */
export function comparable(value: unknown): unknown {
  if (typeof value === 'string') {
    if (/^[[{]/u.test(value)) {
      try {
        return { json: comparable(JSON.parse(value)) };
      } catch {
        return withoutVolatile(value);
      }
    }
    if (value.startsWith('proto:')) return 'proto: …';
    return withoutVolatile(value);
  }
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, comparable(item)]));
  }
  return value;
}

/** Names and kinds of everything in a value; of lists the first item stands for all. */
export function shapeOf(value: unknown): unknown {
  if (typeof value === 'string' && /^[[{]/u.test(value)) {
    try {
      return { json: shapeOf(JSON.parse(value)) };
    } catch {
      return 'string';
    }
  }
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shapeOf(item)]));
  }
  return value === null ? 'null' : typeof value;
}
