import type { Chapter } from '#lib/recordings/chapters.ts';
import type { Visibility } from '#lib/recordings/schema.ts';

/** What was recorded of a class in the past: a film of prisma/seed/films, and what the recorder saw and heard. */
export interface DemoRecording {
  published: boolean;
  visibility: Visibility;
  chapters: Chapter[];
  /** Spoken lines by language, as [from second, to second, line][]. */
  captions: Record<string, [from: number, to: number, line: string][]>;
}

/** By the key of their class; films/scenes.ts says what they show. */
export const recorded: Record<string, DemoRecording> = {
  'geometry-1': {
    published: true, visibility: 'course',
    chapters: [
      { at: 0, kind: 'presenter', label: 'مریم رضایی' },
      { at: 6, kind: 'page', label: 'default 2' },
      { at: 16, kind: 'page', label: 'default 3' },
      { at: 26, kind: 'page', label: 'default 4' },
    ],
    captions: {
      fa: [
        [0.5, 5, 'سلام به همه. امروز فصل سوم را با هم مرور می‌کنیم.'],
        [6.5, 10.5, 'رأس زاویهٔ محاطی روی دایره است.'],
        [10.5, 15.5, 'هرجای کمان که باشد، اندازه‌اش عوض نمی‌شود.'],
        [16.5, 20.5, 'حالا زاویه‌ای که رأسش مرکز دایره است.'],
        [20.5, 25.5, 'روبه‌روی همان کمان، دو برابر آن یکی.'],
        [26.5, 33.5, 'برای جلسهٔ بعد: زاویهٔ روبه‌رو به قطر چند درجه است؟'],
      ],
    },
  },
  'geometry-2': {
    published: false, visibility: 'private',
    chapters: [
      { at: 0, kind: 'presenter', label: 'مریم رضایی' },
      { at: 6, kind: 'page', label: 'default 2' },
      { at: 17, kind: 'page', label: 'default 3' },
    ],
    captions: {
      fa: [
        [0.5, 5, 'دو مثلث کی متشابه‌اند؟'],
        [6.5, 11, 'وقتی زاویه‌هایشان دوبه‌دو برابر باشند.'],
        [11, 16.5, 'آن وقت ضلع‌ها هم به یک نسبت بزرگ شده‌اند.'],
        [17.5, 23.5, 'اگر ضلع‌ها دو برابر شوند، مساحت چه می‌شود؟'],
      ],
    },
  },
  'english-1': {
    published: true, visibility: 'public',
    chapters: [
      { at: 0, kind: 'presenter', label: 'Daniel Weber' },
      { at: 6, kind: 'screen', label: 'Daniel Weber' },
      { at: 19, kind: 'page', label: 'default 2' },
    ],
    captions: {
      en: [
        [0.5, 5, 'Welcome! Today you tell us about a journey.'],
        [6.5, 10, 'I begin: first we took the train in Berlin.'],
        [10, 14, 'Then we changed in Prague and again in Vienna.'],
        [14, 18.5, 'And in the end we saw the sea.'],
        [19.5, 24, 'Now you: where did you go, and how?'],
        [24, 29.5, 'And what went wrong on the way?'],
      ],
      fa: [
        [0.5, 5, 'خوش آمدید! امروز شما از یک سفر می‌گویید.'],
        [6.5, 10, 'من شروع می‌کنم: اول در برلین سوار قطار شدیم.'],
        [10, 14, 'بعد در پراگ و وین قطار عوض کردیم.'],
        [14, 18.5, 'و آخرش به دریا رسیدیم.'],
        [19.5, 24, 'حالا شما: کجا رفتید و چطور؟'],
        [24, 29.5, 'و در راه چه چیزی درست پیش نرفت؟'],
      ],
    },
  },
};
