import { cp } from 'node:fs/promises';
import { test as base } from '@playwright/test';
import { startStack } from '#tests/harness/stack.ts';
import type { TestStack } from '#tests/harness/stack.ts';
import { Browsers } from './browsers.ts';
import type { Seat } from './browsers.ts';
import { Person } from './person.ts';
import type { PersonOptions } from './person.ts';
import { School } from './school.ts';

/** Opens a browser for somebody, at a seat. */
export type OpenPerson = (options?: Omit<PersonOptions, 'baseURL'> & { seat?: Seat }) => Promise<Person>;

interface TestFixtures {
  person: OpenPerson;
}

interface WorkerFixtures {
  /** Files with the same name here share one running stack; another name starts one with an empty database. */
  stackName: string;
  /** Whether the stack has a recorder; it costs a good part of a processor. */
  withRecorder: boolean;
  stack: TestStack;
  school: School;
  seats: Browsers;
}

/** The tests' own `test`: the whole product runs, and people sit at browsers. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  stackName: ['shared', { scope: 'worker', option: true }],
  withRecorder: [false, { scope: 'worker', option: true }],
  stack: [
    async ({ stackName, withRecorder }, provide, { project }) => {
      const stack = await startStack({ recorder: withRecorder });
      await provide(stack);
      // Kept beside the traces: what the parts wrote explains a failure.
      await cp(`${stack.home}/logs`, `${project.outputDir}/logs-${stackName}`, { recursive: true });
      await stack.stop();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  school: [
    async ({ stack }, provide) => {
      const school = new School(stack.databaseUrl);
      await provide(school);
      await school.close();
    },
    { scope: 'worker' },
  ],
  seats: [
    async ({ stack }, provide) => {
      const seats = new Browsers(stack.home);
      await provide(seats);
      await seats.close();
    },
    { scope: 'worker' },
  ],
  person: async ({ stack, seats }, provide) => {
    const people: Person[] = [];
    await provide(async ({ seat = 'anybody', ...options } = {}) => {
      const person = await Person.open(await seats.of(seat), { ...options, baseURL: stack.portalUrl });
      people.push(person);
      return person;
    });
    for (const person of people) await person.close();
  },
});

export { expect } from '@playwright/test';
