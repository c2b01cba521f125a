import { tellStory } from './support/story.ts';
import { test } from './support/test.ts';

// An installation nobody has used: the story begins with its first admin.
test.use({ stackName: 'story-fa' });

test('the same in Persian, with a guest whose name is a formula', async ({ stack, school, person }) => {
  test.setTimeout(240_000);
  await tellStory({ stack, school, person }, {
    locale: 'fa',
    admin: 'مینا راد',
    teacher: 'لیلا کریمی',
    student: 'امید صدر',
    guest: '=HYPERLINK("https://evil.example","سارا")',
    title: 'هندسهٔ نهم',
    question: 'آیا مربع هم مستطیل است؟',
    answer: 'بله، با چهار ضلع برابر. آفرین!',
  });
});
