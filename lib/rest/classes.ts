import { z } from 'zod';
import type { Prisma } from '#generated/prisma/client.ts';
import { findPossibleTeacher } from '#lib/accounts/queries.ts';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { taughtClassInput } from '#lib/classes/schema.ts';
import { cancelClass, updateClass } from '#lib/classes/service.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { reachOf } from '#lib/outside-classes/reach.ts';
import { findOrCreateOutsideClass, findOutsideClass } from '#lib/outside-classes/service.ts';
import { classFields, classShape, classSource, shapeClass } from '#lib/outside-classes/shapes.ts';
import { externalId, operation, type RestCall } from './operation.ts';
import { cursor, limit, next, pageOf, placeOf } from './page.ts';

export const ofClass = z.object({ externalId: externalId.meta({ description: `${externalId.meta()?.description ?? ''}. Or the class's \`classId\`; your own name goes first` }) });

/** The class an account calls so, or else the class it reaches with this id; null for none. */
async function findReached(account: ActingAccount, id: string): Promise<string | null> {
  const own = await findOutsideClass(account.id, { source: 'rest', externalId: id });
  if (own) return own.classId;
  if (!z.uuid().safeParse(id).success) return null;
  const found = await database().class.findFirst({ where: { AND: [{ id }, reachOf(account)] }, select: { id: true } });
  return found?.id ?? null;
}

/** The class the account means; throws `notFound`. */
export async function findOwnClass({ account }: RestCall, id: string): Promise<{ classId: string }> {
  const classId = await findReached(account, id);
  if (classId === null) throw new AppError('notFound', { field: 'externalId' });
  return { classId };
}

async function describe(classId: string): Promise<z.input<typeof classShape>> {
  return shapeClass(await database().class.findUniqueOrThrow({ where: { id: classId }, select: classFields }));
}

function madeBy(source: z.output<typeof classSource>): Prisma.ClassWhereInput {
  return source === 'portal' ? { outside: { is: null } } : { outside: { source } };
}

function beginningAfter(after: string): Prisma.ClassWhereInput {
  const { at, id } = placeOf(after);
  return { startsAt: { gte: at }, OR: [{ startsAt: { gt: at } }, { startsAt: at, id: { gt: id } }] };
}

/** Whose class it is to be, as the caller wrote it; undefined when nothing was written. */
async function findTeacher({ account, context }: RestCall, teacher: string | undefined): Promise<string | undefined> {
  if (teacher === undefined) return undefined;
  if (!account.reachesSchool) throw new AppError('schoolOutOfReach', { field: 'teacher' });
  return findPossibleTeacher(context.actor, teacher);
}

export const classOperations = [
  operation({
    id: 'listClasses', method: 'get', path: '/classes', scope: 'classes:read', summary: 'List the classes the account reaches, cancelled ones too, by when they begin',
    query: z.object({
      source: classSource.optional(),
      from: z.iso.datetime({ offset: true }).optional().meta({ description: 'Only classes that begin then or later', example: '2027-01-09T00:00:00Z' }),
      to: z.iso.datetime({ offset: true }).optional().meta({ description: 'Only classes that begin before', example: '2027-02-09T00:00:00Z' }),
      after: cursor.optional(),
      limit,
    }),
    answer: z.object({ classes: z.array(classShape), next }),
    async run({ account }, { query: { source, from, to, after, limit: size } }) {
      const found = await database().class.findMany({
        where: {
          AND: [
            reachOf(account), source === undefined ? {} : madeBy(source),
            { startsAt: { ...(from === undefined ? {} : { gte: new Date(from) }), ...(to === undefined ? {} : { lt: new Date(to) }) } },
            after === undefined ? {} : beginningAfter(after),
          ],
        },
        orderBy: [{ startsAt: 'asc' }, { id: 'asc' }], take: size + 1, select: classFields,
      });
      const page = pageOf(found, size, (row) => ({ at: row.startsAt, id: row.id }));
      return { classes: page.rows.map(shapeClass), next: page.next };
    },
  }),
  operation({
    id: 'getClass', method: 'get', path: '/classes/{externalId}', scope: 'classes:read', summary: 'Read a class',
    params: ofClass,
    answer: classShape,
    run: async (call, { params }) => describe((await findOwnClass(call, params.externalId)).classId),
  }),
  operation({
    id: 'putClass', method: 'put', path: '/classes/{externalId}', scope: 'classes:write', summary: 'Make a class, or change it: the same request twice makes one class',
    params: ofClass,
    body: taughtClassInput,
    answer: classShape,
    async run(call, { params: { externalId: id }, body: { teacher, ...settings } }) {
      const { account, context } = call;
      const ownerId = await findTeacher(call, teacher);
      const known = await findReached(account, id);
      const { classId, isNew } = known === null
        ? await findOrCreateOutsideClass(account, { source: 'rest', externalId: id }, { title: settings.title, settings, ownerId }, context)
        : { classId: known, isNew: false };
      if (!isNew) {
        if (ownerId !== undefined && (await describe(classId)).teacher.personId !== ownerId) throw new AppError('invalidInput', { field: 'teacher' });
        await updateClass(context, { ...settings, classId });
      }
      return describe(classId);
    },
  }),
  operation({
    id: 'cancelClass', method: 'delete', path: '/classes/{externalId}', scope: 'classes:write', summary: 'Cancel a class that is not being held; its link then says so',
    params: ofClass,
    answer: classShape,
    async run(call, { params: { externalId: id } }) {
      const { classId } = await findOwnClass(call, id);
      await cancelClass(call.context, classId);
      return describe(classId);
    },
  }),
];
