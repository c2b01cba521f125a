import { z } from 'zod';
import type { ErrorCode } from './errors.ts';

type Values = Record<string, string | number>;

const params = z.object({ code: z.string().optional(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() });

/** A zod issue that names one of our error codes; `executeAction` hands it to the form as it is. */
export function issue(input: unknown, code: ErrorCode, values?: Values, path: PropertyKey[] = []): z.core.$ZodRawIssue {
  return { code: 'custom', input, path, message: code, params: { code, ...(values ? { values } : {}) } };
}

/** The error code and values an issue carries, when it carries any. */
export function issueParams(found: z.core.$ZodIssue | undefined): z.output<typeof params> {
  return found?.code === 'custom' ? (params.safeParse(found.params).data ?? {}) : {};
}
