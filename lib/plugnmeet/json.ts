import { fromJson, toJson } from '@bufbuild/protobuf';
import type { DescField, DescMessage, JsonObject, JsonValue, MessageShape } from '@bufbuild/protobuf';

/** What a body that is not the proto JSON it should be answers; the text begins with `proto:`. */
export class WireJsonError extends Error {
  override name = 'WireJsonError';
}

/** Other spellings of a field: the message's full name → spelling → path of canonical names inside that message. */
export type FieldAliases = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const noAliases: FieldAliases = {};

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWellKnown(message: DescMessage): boolean {
  return message.typeName.startsWith('google.protobuf.');
}

function addNulls(schema: DescMessage, json: JsonValue): void {
  if (!isObject(json) || isWellKnown(schema)) return;
  for (const field of schema.fields) {
    const value = json[field.name];
    if (field.fieldKind === 'message') {
      if (value === undefined) {
        if (field.oneof === undefined && !field.proto.proto3Optional) json[field.name] = null;
      } else addNulls(field.message, value);
    } else if (field.fieldKind === 'list' && field.listKind === 'message' && Array.isArray(value)) {
      for (const item of value) addNulls(field.message, item);
    }
  }
}

/** Proto JSON as Plugnmeet servers write it: snake_case, zeros there, unset optionals not there, unset messages null (wire §1.1). */
export function toWireJson<Desc extends DescMessage>(schema: Desc, message: MessageShape<Desc>): JsonObject {
  const json = toJson(schema, message, { alwaysEmitImplicit: true, useProtoFieldName: true });
  if (!isObject(json)) throw new WireJsonError(`proto: ${schema.typeName} is not an object`);
  addNulls(schema, json);
  return json;
}

/** Proto JSON as text, see {@link toWireJson}. */
export function toWireJsonText<Desc extends DescMessage>(schema: Desc, message: MessageShape<Desc>): string {
  return JSON.stringify(toWireJson(schema, message));
}

function setAtPath(target: JsonObject, path: readonly string[], value: JsonValue, spelling: string): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  if (rest.length === 0) {
    if (target[name] !== undefined) throw new WireJsonError(`proto: duplicate field "${spelling}"`);
    target[name] = value;
    return;
  }
  const child = target[name] ?? {};
  if (!isObject(child)) throw new WireJsonError(`proto: unexpected value for field ${name}`);
  target[name] = child;
  setAtPath(child, rest, value, spelling);
}

function canonicalValue(field: DescField, value: JsonValue, aliases: FieldAliases): JsonValue {
  if (field.fieldKind === 'message') return canonicalFields(field.message, value, aliases);
  if (field.fieldKind === 'list' && field.listKind === 'message' && Array.isArray(value)) {
    return value.map((item) => canonicalFields(field.message, item, aliases));
  }
  return value;
}

function mergeObjects(target: JsonObject, source: JsonObject): void {
  for (const [name, value] of Object.entries(source)) {
    const before = target[name];
    if (isObject(before) && isObject(value)) mergeObjects(before, value);
    else setAtPath(target, [name], value, name);
  }
}

function canonicalFields(schema: DescMessage, value: JsonValue, aliases: FieldAliases): JsonValue {
  if (isWellKnown(schema)) return value;
  if (!isObject(value)) throw new WireJsonError(`proto: unexpected value for ${schema.name}, expected an object`);
  const result: JsonObject = {};
  const seen = new Set<string>();
  for (const [key, given] of Object.entries(value)) {
    if (given === null) continue;
    const field = schema.fields.find((candidate) => candidate.name === key || candidate.jsonName === key);
    if (field) {
      if (seen.has(field.name)) throw new WireJsonError(`proto: duplicate field "${key}"`);
      seen.add(field.name);
      mergeObjects(result, { [field.name]: canonicalValue(field, given, aliases) });
    } else {
      const known = aliases[schema.typeName];
      const path = known && Object.hasOwn(known, key) ? known[key] : undefined;
      if (path) setAtPath(result, path, given, key);
    }
  }
  return result;
}

/** A request body read: the message, and the JSON under canonical names (to see which fields were sent at all). */
export interface WireBody<Desc extends DescMessage> {
  message: MessageShape<Desc>;
  json: JsonObject;
}

/**
 * Reads proto JSON as Plugnmeet servers do: snake_case and camelCase names, unknown fields ignored, a field given
 * in two spellings refused (wire §1.1). Throws {@link WireJsonError}.
 */
export function parseWireJson<Desc extends DescMessage>(schema: Desc, text: string, aliases = noAliases): WireBody<Desc> {
  let parsed: JsonValue;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new WireJsonError(`proto: syntax error: ${error instanceof Error ? error.message : 'unexpected token'}`);
  }
  const json = canonicalFields(schema, parsed, aliases);
  if (!isObject(json)) throw new WireJsonError('proto: syntax error: expected an object');
  return { message: readWireJson(schema, json), json };
}

/** Proto JSON under canonical names to a message; unknown fields are ignored. Throws {@link WireJsonError}. */
export function readWireJson<Desc extends DescMessage>(schema: Desc, json: JsonValue): MessageShape<Desc> {
  try {
    return fromJson(schema, json, { ignoreUnknownFields: true });
  } catch (error) {
    throw new WireJsonError(`proto: ${error instanceof Error ? error.message : 'unexpected value'}`);
  }
}
