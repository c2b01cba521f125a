import type { TestProject } from 'vitest/node';
import { startServices } from './services.ts';
import type { Services } from './services.ts';

declare module 'vitest' {
  interface ProvidedContext {
    services: Services;
  }
}

/** Vitest's global setup of the contract project: tests read the services with `inject('services')`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = await startServices();
  project.provide('services', running.services);
  return running.stop;
}
