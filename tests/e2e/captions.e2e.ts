import { enterClass, startAndEnter } from './support/door.ts';
import type { Person } from './support/person.ts';
import { SpeechService } from './support/speech.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

const captions = ({ page, t }: Person) => page.getByRole('region', { name: t('room.captions.title') });

test('what a server’s speech service hears is read by everybody, in their own language', async ({ stack, school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner, { seat: 'teacher' });
  await startAndEnter(teacher, lesson);
  const english = await person({ seat: 'first', name: 'Sara Novak' });
  const persian = await person({ seat: 'second', name: 'نگار', locale: 'fa' });
  await enterClass(english, lesson);
  await enterClass(persian, lesson);
  const [meeting] = await school.rows('select "roomId" from portal."Meeting" where "classId" = $1', [lesson.id]);
  const speech = await SpeechService.open(stack, String(meeting?.['roomId']), owner.name);

  await expect(captions(english)).toBeHidden();
  // Said until somebody shows it: a client that has only just come in may not listen yet.
  await expect(async () => {
    await speech.hears({ text: 'Good mor', isPartial: true });
    await expect(captions(english)).toContainText(`${owner.name} Good mor`, { timeout: 2000 });
    await expect(captions(persian)).toContainText('Good mor', { timeout: 2000 });
  }).toPass();
  await speech.hears({ text: 'Good morning <b>class</b>', translations: { 'fa-IR': 'صبح بخیر بچه‌ها' } });
  await expect(captions(english)).toContainText('Good morning <b>class</b>');
  await expect(captions(english)).not.toContainText('Good morGood');
  await expect(captions(persian)).toContainText('صبح بخیر بچه‌ها');
  await expect(captions(persian)).not.toContainText('Good');
  await expect(captions(persian).getByText('صبح بخیر بچه‌ها')).toHaveAttribute('lang', 'fa-IR');
  await expect(captions(teacher)).toContainText('Good morning');

  await captions(english).getByRole('button', { name: english.t('room.captions.hide') }).click();
  await speech.hears({ text: 'Open your books' });
  await expect(captions(teacher)).toContainText('Open your books');
  await expect(captions(english)).not.toContainText('Open your books');
  await captions(english).getByRole('button', { name: english.t('room.captions.show') }).click();
  await speech.hears({ text: 'Page seven' });
  await expect(captions(english)).toContainText('Page seven');
  await speech.close();
});
