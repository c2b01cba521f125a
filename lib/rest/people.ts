import { z } from 'zod';
import { createInvitation } from '#lib/accounts/invitations.ts';
import { changeRole, disablePerson, enablePerson } from '#lib/accounts/people.ts';
import { findPerson, listPeopleAfter, type Person } from '#lib/accounts/queries.ts';
import { changeRoleInput, emailAddress, invitationInput } from '#lib/accounts/schema.ts';
import { takeFrom } from '#lib/limits.ts';
import { personName } from '#lib/text/name.ts';
import { operation, type RestCall } from './operation.ts';
import { limit, next } from './page.ts';

const role = invitationInput.shape.role;
const personShape = z
  .object({ personId: z.uuid(), name: z.string(), email: z.string(), role, isDisabled: z.boolean().meta({ description: 'Whether their account is switched off' }), createdAt: z.iso.datetime() })
  .meta({ id: 'Person', description: 'Somebody with an account in the portal' });
const ofPerson = z.object({ personId: z.uuid() });

function shapePerson({ id, name, email, role: is, disabled, createdAt }: Person): z.input<typeof personShape> {
  return { personId: id, name, email, role: is, isDisabled: disabled, createdAt: createdAt.toISOString() };
}

async function describe({ context }: RestCall, personId: string): Promise<z.input<typeof personShape>> {
  return shapePerson(await findPerson(context.actor, personId));
}

const common = { onlySchool: true } as const;

/** The people of the school, for systems that reach it; nobody changes the account of the system's owner. */
export const peopleOperations = [
  operation({
    ...common, id: 'searchPeople', method: 'get', path: '/people', scope: 'people:read', summary: 'List the people with an account, those who came first before the others',
    query: z.object({
      email: emailAddress.optional().meta({ description: 'Only the person with this address', example: 'sara@school.example' }),
      role: role.optional(),
      after: z.uuid().optional().meta({ description: 'The `next` of the page before' }),
      limit,
    }),
    answer: z.object({ people: z.array(personShape), next }),
    async run({ context }, { query: { email, role: only, after, limit: size } }) {
      const found = await listPeopleAfter(context.actor, { email, role: only, after, take: size + 1 });
      const people = found.slice(0, size);
      return { people: people.map(shapePerson), next: found.length > size ? (people.at(-1)?.id ?? null) : null };
    },
  }),
  operation({
    ...common, id: 'getPerson', method: 'get', path: '/people/{personId}', scope: 'people:read', summary: 'Read a person',
    params: ofPerson,
    answer: personShape,
    run: (call, { params }) => describe(call, params.personId),
  }),
  operation({
    ...common, id: 'invitePerson', method: 'post', path: '/people/invitations', scope: 'people:manage', summary: 'Invite somebody: a link, good once, with which they make their account; mailed to them too, when their address is given and mail is set up',
    body: z.object({ role, email: emailAddress.optional().meta({ example: 'sara@school.example' }), name: personName.optional().meta({ example: 'Sara Ahmadi' }) }),
    status: 201,
    answer: z.object({ url: z.url().meta({ description: 'Shown in this answer only' }), expiresAt: z.iso.datetime(), isMailed: z.boolean() }),
    async run({ account, context }, { body: { email = '', name = '', role: as } }) {
      await takeFrom('invite', account.id);
      const { url, expiresAt, mailed } = await createInvitation(context, { email, name, role: as });
      return { url, expiresAt: expiresAt.toISOString(), isMailed: mailed === true };
    },
  }),
  operation({
    ...common, id: 'changeRole', method: 'patch', path: '/people/{personId}', scope: 'people:manage', summary: 'Give a person another role; it holds from their next click on',
    params: ofPerson,
    body: changeRoleInput.pick({ role: true }),
    answer: personShape,
    run: (call, { params: { personId }, body }) => changed(call, personId, () => changeRole(call.context, { userId: personId, role: body.role })),
  }),
  operation({
    ...common, id: 'disablePerson', method: 'post', path: '/people/{personId}/disable', scope: 'people:manage', summary: 'Switch a person\'s account off: they are signed out at once; nothing of theirs is deleted',
    params: ofPerson,
    answer: personShape,
    run: (call, { params: { personId } }) => changed(call, personId, () => disablePerson(call.context, { userId: personId })),
  }),
  operation({
    ...common, id: 'enablePerson', method: 'post', path: '/people/{personId}/enable', scope: 'people:manage', summary: 'Switch a person\'s account on again',
    params: ofPerson,
    answer: personShape,
    run: (call, { params: { personId } }) => changed(call, personId, () => enablePerson(call.context, { userId: personId })),
  }),
];

async function changed(call: RestCall, personId: string, change: () => Promise<void>): Promise<z.input<typeof personShape>> {
  await takeFrom('changePeople', call.account.id);
  await change();
  return describe(call, personId);
}
