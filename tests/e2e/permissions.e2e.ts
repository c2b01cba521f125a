import { catchAction, postAction } from './support/actions.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test('a student who posts the teacher’s actions with their own cookies is refused', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner);
  await teacher.page.goto(`/classes/${lesson.id}`);
  const start = await catchAction(teacher.page, async () => await teacher.page.getByRole('button', { name: teacher.t('classes.start') }).first().click());

  const others = [
    await signedIn(person, await school.account('student', 'Omid Sadr')),
    await signedIn(person, await school.account('teacher', 'Reza Nouri')),
    await person(),
  ];
  for (const other of others) {
    const answer = await (await postAction(other.page, start)).text();
    expect(answer).toMatch(/"code":"(notAllowed|notSignedIn|notFound)"/);
  }
  const meetings = async () => await school.rows('select status from portal."Meeting" where "classId" = $1', [lesson.id]);
  expect(await meetings()).toHaveLength(0);

  // The same bytes from the teacher do start the class: what was posted was a real call.
  expect(await (await postAction(teacher.page, start)).text()).toContain('"ok":true');
  expect(await meetings()).toHaveLength(1);
});

test('a student who posts the admin’s invitation is refused', async ({ school, person }) => {
  const admin = await signedIn(person, await school.account('admin', 'Mina Rad'));
  await admin.page.goto('/people');
  await admin.page.getByRole('button', { name: admin.t('people.invite') }).first().click();
  const create = admin.page.getByRole('dialog').getByRole('button', { name: admin.t('people.createLink') });
  const call = await catchAction(admin.page, async () => await create.click());
  const invitations = async () => (await school.rows('select 1 from portal."Invitation"')).length;
  const before = await invitations();

  const student = await signedIn(person, await school.account('student', 'Omid Sadr'));
  expect(await (await postAction(student.page, call)).text()).toContain('"code":"notAllowed"');
  expect(await invitations()).toBe(before);

  expect(await (await postAction(admin.page, call)).text()).toContain('"ok":true');
  expect(await invitations()).toBe(before + 1);
});

/** Ways to ask for a page that must not get around who may see it. */
const disguises: { how: string; headers: Record<string, string>; query: string }[] = [
  { how: 'as a page', headers: {}, query: '' },
  { how: 'as a component payload', headers: { rsc: '1' }, query: '?_rsc=1' },
  { how: 'as a prefetch', headers: { rsc: '1', 'next-router-prefetch': '1' }, query: '?_rsc=2' },
  {
    how: 'as a sub-request of a middleware',
    headers: { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
    query: '',
  },
];

test('pages of others show nothing of them, however they are asked for', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner, { title: 'Orchid propagation', accessCode: 'LILY77' });
  const student = await signedIn(person, await school.account('student', 'Omid Sadr'));
  const guest = await person();
  const hidden: [path: string, secret: string][] = [
    ['/people', owner.email],
    [`/classes/${lesson.id}`, lesson.title],
    [`/classes/${lesson.id}/edit`, lesson.title],
    ['/classes', lesson.title],
    ['/meetings', lesson.title],
  ];
  for (const { how, headers, query } of disguises) {
    for (const [path, secret] of hidden) {
      for (const visitor of [student, guest]) {
        const response = await visitor.page.request.get(path + query, { headers });
        const body = await response.text();
        expect(response.status(), `${path} ${how}`).toBeLessThan(500);
        expect(body.includes(secret), `${path} ${how} tells ${secret}`).toBe(false);
        expect(body.includes('LILY77'), `${path} ${how} tells the access code`).toBe(false);
      }
    }
  }
  await student.page.goto('/people');
  await expect(student.page.getByRole('heading', { name: student.t('system.notAllowedTitle') })).toBeVisible();
  await guest.page.goto('/people');
  await expect(guest.page).toHaveURL(/\/sign-in/);
});

test('attendance is not for students', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const [meeting] = await school.rows(
    `insert into portal."Meeting" (id, "classId", "roomId", status, "endedAt") values (gen_random_uuid(), $1, 'm-' || gen_random_uuid(), 'ended', now()) returning id`,
    [lesson.id],
  );
  const path = `/api/meetings/${String(meeting?.['id'])}/attendance`;
  const teacher = await signedIn(person, owner);
  const student = await signedIn(person, await school.account('student', 'Omid Sadr'));
  expect((await teacher.page.request.get(path)).status()).toBe(200);
  expect([403, 404]).toContain((await student.page.request.get(path)).status());
  expect([401, 403, 404]).toContain((await (await person()).page.request.get(path)).status());
});
