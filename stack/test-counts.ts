import { z } from 'zod';

/** What one step of `npm test` came to. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Each failed test: its name and why. */
  readonly failures: readonly string[];
  /** Tests that failed once and then passed, which count as passed. */
  readonly unsteady?: readonly string[];
}

/** What several runs came to together. */
export function addCounts(counts: readonly Counts[]): Counts {
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
    failures: counts.flatMap(({ failures }) => failures),
    unsteady: counts.flatMap(({ unsteady }) => unsteady ?? []),
  };
}

const assertionSchema = z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish().transform((messages) => messages ?? []) });
const vitestSchema = z.object({
  testResults: z.array(z.object({ name: z.string(), status: z.string(), message: z.string().default(''), assertionResults: z.array(assertionSchema) })),
});

function told(file: string, { fullName, failureMessages }: z.output<typeof assertionSchema>): string {
  return `${file}\n${fullName}\n${failureMessages.join('\n')}`;
}

/** Reads vitest's JSON report. A file that could not be run at all counts as one failure. */
export function countVitest(report: unknown): Counts {
  let passed = 0;
  const failures: string[] = [];
  const unsteady: string[] = [];
  for (const file of vitestSchema.parse(report).testResults) {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    const succeeded = file.assertionResults.filter((test) => test.status === 'passed');
    passed += succeeded.length;
    failures.push(...failed.map((test) => told(file.name, test)));
    unsteady.push(...succeeded.filter(({ failureMessages }) => failureMessages.length > 0).map((test) => told(file.name, test)));
    if (file.status === 'failed' && failed.length === 0) failures.push(`${file.name}\n${file.message}`);
  }
  return { passed, failed: failures.length, failures, unsteady };
}

const errorSchema = z.object({ message: z.string().optional(), stack: z.string().optional() });
const specSchema = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(z.object({ status: z.string(), results: z.array(z.object({ errors: z.array(errorSchema).default([]) })) })),
});
type Spec = z.infer<typeof specSchema>;

interface Suite {
  specs?: Spec[] | undefined;
  suites?: Suite[] | undefined;
}

const suiteSchema: z.ZodType<Suite> = z.lazy(() => z.object({ specs: z.array(specSchema).optional(), suites: z.array(suiteSchema).optional() }));
const playwrightSchema = z.object({ suites: z.array(suiteSchema), errors: z.array(errorSchema).default([]) });

function specsOf(suite: Suite): Spec[] {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

function textOf(error: z.infer<typeof errorSchema>): string {
  return error.stack ?? error.message ?? '';
}

function named(spec: Spec): string {
  return `${spec.file}\n${spec.title}\n${spec.tests.flatMap((test) => test.results.flatMap((result) => result.errors.map(textOf))).join('\n')}`;
}

/** Reads Playwright's JSON report. Skipped tests count neither way; an error outside of tests is one failure. */
export function countPlaywright(report: unknown): Counts {
  const { suites, errors } = playwrightSchema.parse(report);
  const specs = suites.flatMap(specsOf).filter((spec) => spec.tests.some((test) => test.status !== 'skipped'));
  const failures = specs.filter((spec) => !spec.ok).map(named);
  failures.push(...errors.map(textOf));
  const unsteady = specs.filter((spec) => spec.ok && spec.tests.some((test) => test.status === 'flaky')).map(named);
  return { passed: specs.filter((spec) => spec.ok).length, failed: failures.length, failures, unsteady };
}
