import { expect, it } from 'vitest';
import { clientSchema } from './client-schema.ts';
import { restDocument } from './document.ts';

it('the TypeScript client\'s types are those of the OpenAPI document', async () => {
  const written = clientSchema(restDocument('https://school.example'));
  await expect(written).toMatchFileSnapshot('../../clients/typescript/src/schema.ts');
});
