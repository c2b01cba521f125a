import { z } from 'zod';
import { createClassInput } from '#lib/classes/schema.ts';
import { cancelClass } from '#lib/classes/service.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { findOrCreateOutsideClass, findOutsideClass, renewOutsideClass, type OutsideClassRow } from '#lib/outside-classes/service.ts';
import { classFields, classShape, shapeClass } from '#lib/outside-classes/shapes.ts';
import { externalId, operation, type RestCall } from './operation.ts';
import { limit, next } from './page.ts';

export const ofClass = z.object({ externalId });
const page = z.object({ after: externalId.optional().meta({ description: 'The `next` of the page before' }), limit });

/** The account's class of this name; throws `notFound`. */
export async function findOwnClass({ account }: RestCall, id: string): Promise<OutsideClassRow> {
  const found = await findOutsideClass(account.id, { source: 'rest', externalId: id });
  if (!found) throw new AppError('notFound', { field: 'externalId' });
  return found;
}

async function listPage(accountId: string, where: { externalId?: string | { gt: string } }, take: number): Promise<z.input<typeof classShape>[]> {
  const found = await database().outsideClass.findMany({ where: { source: 'rest', accountId, ...where }, orderBy: { externalId: 'asc' }, take, select: { class: { select: classFields } } });
  return found.map((row) => shapeClass(row.class));
}

async function describe({ account }: RestCall, id: string): Promise<z.input<typeof classShape>> {
  const [found] = await listPage(account.id, { externalId: id }, 1);
  if (!found) throw new AppError('notFound', { field: 'externalId' });
  return found;
}

export const classOperations = [
  operation({
    id: 'listClasses', method: 'get', path: '/classes', scope: 'classes:read', summary: 'List the classes made through this API, by their names',
    query: page,
    answer: z.object({ classes: z.array(classShape), next }),
    async run({ account }, { query: { after, limit: size } }) {
      const found = await listPage(account.id, after === undefined ? {} : { externalId: { gt: after } }, size + 1);
      const classes = found.slice(0, size);
      return { classes, next: found.length > size ? (classes.at(-1)?.externalId ?? null) : null };
    },
  }),
  operation({
    id: 'getClass', method: 'get', path: '/classes/{externalId}', scope: 'classes:read', summary: 'Read a class',
    params: ofClass,
    answer: classShape,
    run: (call, { params }) => describe(call, params.externalId),
  }),
  operation({
    id: 'putClass', method: 'put', path: '/classes/{externalId}', scope: 'classes:write', summary: 'Make a class, or change it: the same request twice makes one class',
    params: ofClass,
    body: createClassInput,
    answer: classShape,
    async run(call, { params: { externalId: id }, body }) {
      const { account, context } = call;
      const made = { title: body.title, settings: body };
      const { isNew, classId } = await findOrCreateOutsideClass(account, { source: 'rest', externalId: id }, made, context);
      if (!isNew) await renewOutsideClass(account, classId, made, context);
      return describe(call, id);
    },
  }),
  operation({
    id: 'cancelClass', method: 'delete', path: '/classes/{externalId}', scope: 'classes:write', summary: 'Cancel a class that is not being held; its link then says so',
    params: ofClass,
    answer: classShape,
    async run(call, { params: { externalId: id } }) {
      await cancelClass(call.context, (await findOwnClass(call, id)).classId);
      return describe(call, id);
    },
  }),
];
