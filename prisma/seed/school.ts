/** The demo school as plain data: made-up people, so that every page has something to show in both languages. */

export interface DemoPerson {
  key: string;
  name: string;
  role: 'admin' | 'teacher' | 'student';
  locale: 'en' | 'fa';
  timeZone: string;
}

export interface DemoClass {
  key: string;
  owner: string;
  title: string;
  description: string;
  /** Days from today, on the owner's clock. */
  day: number;
  time: string;
  durationMinutes: number;
  settings?: { guestsAllowed?: boolean; accessCode?: string; waitingRoom?: boolean; studentsMaySpeak?: boolean; studentsMayShareScreen?: boolean; maxParticipants?: number };
  members: string[];
  /** For classes in the past: who was there, as [key or guest's name, joined minute, left minute][]. */
  stays?: [who: string, from: number, to: number][];
  /** What was asked then, and how often each answer was chosen. */
  polls?: { question: string; options: { text: string; votes: number }[] }[];
}

const tehran = 'Asia/Tehran';
const berlin = 'Europe/Berlin';

export const people: DemoPerson[] = [
  { key: 'admin', name: 'Demo Admin', role: 'admin', locale: 'en', timeZone: 'auto' },
  { key: 'rezaei', name: 'مریم رضایی', role: 'teacher', locale: 'fa', timeZone: tehran },
  { key: 'weber', name: 'Daniel Weber', role: 'teacher', locale: 'en', timeZone: berlin },
  { key: 'sara', name: 'سارا محمدی', role: 'student', locale: 'fa', timeZone: tehran },
  { key: 'ali', name: 'علی کریمی', role: 'student', locale: 'fa', timeZone: tehran },
  { key: 'negar', name: 'نگار حسینی‌پور', role: 'student', locale: 'fa', timeZone: tehran },
  { key: 'emma', name: 'Emma Fischer', role: 'student', locale: 'en', timeZone: berlin },
  { key: 'lucas', name: 'Lucas Meyer', role: 'student', locale: 'en', timeZone: berlin },
];

const persianClass = ['sara', 'ali', 'negar'];
const englishClass = ['emma', 'lucas', 'sara'];

export const classes: DemoClass[] = [
  {
    key: 'geometry-1', owner: 'rezaei', title: 'هندسه: دایره و زاویه', description: 'مرور فصل سوم. لطفاً خط‌کش و پرگار همراه داشته باشید.',
    day: -7, time: '17:00', durationMinutes: 60, members: persianClass,
    stays: [['rezaei', 0, 62], ['sara', 1, 60], ['ali', 3, 25], ['ali', 28, 61], ['negar', 12, 60], ['مهمان رضا', 5, 40]],
    polls: [
      { question: 'زاویهٔ محاطی چه نسبتی با کمان روبه‌رو دارد؟', options: [{ text: 'نصف آن است', votes: 3 }, { text: 'برابر آن است', votes: 1 }, { text: 'دو برابر آن است', votes: 0 }] },
      { question: 'تمرین‌ها برایتان چگونه بود؟', options: [{ text: 'آسان', votes: 1 }, { text: 'مناسب', votes: 2 }, { text: 'دشوار', votes: 1 }] },
    ],
  },
  {
    key: 'geometry-2', owner: 'rezaei', title: 'هندسه: مثلث‌های متشابه', description: '', day: -3, time: '17:00', durationMinutes: 60, members: persianClass,
    stays: [['rezaei', 0, 58], ['sara', 0, 57], ['ali', 2, 57], ['negar', 1, 20], ['negar', 24, 41], ['negar', 43, 57]],
  },
  {
    key: 'english-1', owner: 'weber', title: 'English conversation: travelling', description: 'Bring one story about a journey.', day: -1, time: '15:30', durationMinutes: 45, members: englishClass,
    stays: [['weber', 0, 47], ['emma', 1, 46], ['lucas', 6, 46], ['sara', 2, 30]],
    polls: [{ question: 'How do you like to travel?', options: [{ text: 'By train', votes: 2 }, { text: 'By plane', votes: 1 }, { text: 'On foot', votes: 0 }] }],
  },
  { key: 'geometry-3', owner: 'rezaei', title: 'هندسه: آمادگی آزمون', description: 'پرسش‌هایتان را از پیش بنویسید.', day: 0, time: '21:30', durationMinutes: 75, members: persianClass },
  { key: 'english-2', owner: 'weber', title: 'English conversation: food', description: '', day: 0, time: '22:00', durationMinutes: 45, members: englishClass },
  { key: 'physics', owner: 'weber', title: 'Physics: waves and sound', description: 'We listen to tuning forks; headphones help.', day: 1, time: '10:00', durationMinutes: 90, settings: { waitingRoom: true, maxParticipants: 30 }, members: ['emma', 'lucas'] },
  { key: 'algebra', owner: 'rezaei', title: 'جبر: معادلهٔ درجهٔ دوم', description: '', day: 2, time: '16:00', durationMinutes: 60, settings: { studentsMaySpeak: false }, members: persianClass },
  { key: 'parents', owner: 'rezaei', title: 'نشست با خانواده‌ها', description: 'گفت‌وگو دربارهٔ برنامهٔ نیم‌سال.', day: 4, time: '19:00', durationMinutes: 45, settings: { accessCode: '4821' }, members: [] },
  { key: 'presentations', owner: 'weber', title: 'Student presentations', description: 'Five minutes each. You share your own screen.', day: 5, time: '14:00', durationMinutes: 120, settings: { guestsAllowed: false, studentsMayShareScreen: true }, members: ['emma', 'lucas'] },
];
