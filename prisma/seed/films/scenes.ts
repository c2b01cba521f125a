/** What the demo school's films show, as HTML for a moment. Each is a lesson of some slides, on which things move as if somebody were drawing. */

export interface Film {
  name: string;
  direction: 'rtl' | 'ltr';
  seconds: number;
  /** Seconds at which a slide comes; a soft bell sounds there. */
  slides: { at: number; html: (second: number) => string }[];
}

const ink = '#16302f';
const soft = '#5b716f';
const accent = '#0f766e';
const warm = '#b45309';

function smooth(from: number, to: number, second: number): number {
  const x = Math.min(1, Math.max(0, (second - from) / (to - from)));
  return x * x * (3 - 2 * x);
}

function title(heading: string, line: string, teacher: string): string {
  return `<div class="title"><h1>${heading}</h1><p>${line}</p><small>${teacher}</small></div>`;
}

function withDrawing(heading: string, lines: readonly string[], drawing: string, second: number): string {
  const shown = lines.map((line, index) => `<li style="opacity:${smooth(index * 1.6 + 0.4, index * 1.6 + 1, second)}">${line}</li>`);
  return `<h2>${heading}</h2><div class="columns"><ul>${shown.join('')}</ul><svg viewBox="-200 -190 400 380">${drawing}</svg></div>`;
}

interface Point {
  x: number;
  y: number;
}

function onCircle(degrees: number, radius = 150): Point {
  return { x: radius * Math.cos((degrees * Math.PI) / 180), y: -radius * Math.sin((degrees * Math.PI) / 180) };
}

function path(points: readonly Point[], style: string): string {
  return `<polyline points="${points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}" fill="none" stroke-width="3" stroke-linejoin="round" stroke-linecap="round" ${style}/>`;
}

function dot({ x, y }: Point, label: string, colour = ink): string {
  const reach = Math.hypot(x, y) || 1;
  const [labelX, labelY] = [x + (x / reach) * 22, y + (y / reach) * 22 + 7];
  return `<circle cx="${x}" cy="${y}" r="5" fill="${colour}"/><text x="${labelX}" y="${labelY}" fill="${colour}">${label}</text>`;
}

const circle = `<circle r="150" fill="none" stroke="${soft}" stroke-width="3"/>`;
const [left, right] = [onCircle(230), onCircle(310)];
const centre: Point = { x: 0, y: 0 };

function inscribed(second: number): string {
  const top = onCircle(90 + 55 * Math.sin(second / 1.8));
  return `${circle}${path([left, top, right], `stroke="${accent}"`)}${dot(left, 'الف')}${dot(right, 'ب')}${dot(top, 'پ', accent)}<text x="${top.x * 0.62}" y="${top.y * 0.62 + 8}" fill="${accent}">۴۰°</text>`;
}

function central(second: number): string {
  return `${inscribed(second)}<g opacity="${smooth(1, 2.5, second)}">${path([left, centre, right], `stroke="${warm}" stroke-dasharray="8 7"`)}<circle r="5" fill="${warm}"/><text x="0" y="52" fill="${warm}">۸۰°</text></g>`;
}

const diameter = `${circle}${path([onCircle(180), onCircle(0)], `stroke="${soft}"`)}${path([onCircle(180), onCircle(62), onCircle(0)], `stroke="${accent}"`)}${dot(onCircle(62), 'پ', accent)}<text x="58" y="-88" fill="${warm}">؟</text>`;

function triangles(second: number): string {
  const shape = [{ x: -60, y: 50 }, { x: 60, y: 50 }, { x: 20, y: -50 }, { x: -60, y: 50 }];
  const grown = 1 + smooth(1, 5, second);
  const moved = (scale: number, x: number, y: number) => shape.map((point) => ({ x: point.x * scale + x, y: point.y * scale + y }));
  return `${path(moved(0.8, -130, 100), `stroke="${accent}"`)}${path(moved(0.8 * grown, 50, 140 - 40 * grown), `stroke="${warm}"`)}<text x="-130" y="172" fill="${accent}">۴</text><text x="50" y="172" fill="${warm}">${(4 * grown).toLocaleString('fa', { maximumFractionDigits: 0 })}</text>`;
}

function journey(second: number): string {
  const stops = [{ x: -170, y: 110 }, { x: -80, y: 0 }, { x: 40, y: 40 }, { x: 160, y: -110 }];
  const way = smooth(0.5, 6, second) * (stops.length - 1);
  const done = Math.min(stops.length - 2, Math.floor(way));
  const [from = centre, to = centre] = stops.slice(done, done + 2);
  const here = { x: from.x + (to.x - from.x) * (way - done), y: from.y + (to.y - from.y) * (way - done) };
  const names = ['Berlin', 'Prague', 'Vienna', 'Trieste'];
  const marks = stops.map(({ x, y }, index) => `<circle cx="${x}" cy="${y}" r="6" fill="${soft}"/><text x="${x}" y="${y + (index % 2 === 0 ? 34 : -20)}" fill="${ink}">${names[index]}</text>`);
  return `${path(stops, `stroke="${soft}" stroke-dasharray="4 9"`)}${path([...stops.slice(0, done + 1), here], `stroke="${accent}"`)}${marks.join('')}<circle cx="${here.x}" cy="${here.y}" r="10" fill="${accent}"/>`;
}

const questions = `<text x="0" y="20" style="font-size:150px" fill="${accent}">?</text>`;

export const films: Film[] = [
  {
    name: 'geometry-1', direction: 'rtl', seconds: 34,
    slides: [
      { at: 0, html: () => title('دایره و زاویه', 'مرور فصل سوم', 'مریم رضایی') },
      { at: 6, html: (second) => withDrawing('زاویهٔ محاطی', ['رأس زاویه روی دایره است.', 'جای «پ» عوض می‌شود،', 'اندازهٔ زاویه نه.'], inscribed(second), second) },
      { at: 16, html: (second) => withDrawing('زاویهٔ مرکزی', ['رأسش مرکز دایره است.', 'کمان همان کمان است،', 'زاویه دو برابر.'], central(second), second) },
      { at: 26, html: (second) => withDrawing('تمرین', ['اگر کمان نیم‌دایره باشد،', 'زاویهٔ «پ» چند درجه است؟'], diameter, second) },
    ],
  },
  {
    name: 'geometry-2', direction: 'rtl', seconds: 24,
    slides: [
      { at: 0, html: () => title('مثلث‌های متشابه', 'هم‌شکل، نه هم‌اندازه', 'مریم رضایی') },
      { at: 6, html: (second) => withDrawing('نسبت تشابه', ['زاویه‌ها برابرند.', 'ضلع‌ها به یک نسبت', 'بزرگ می‌شوند.'], triangles(second), second) },
      { at: 17, html: (second) => withDrawing('تمرین', ['نسبت تشابه ۲ است.', 'مساحت چند برابر می‌شود؟'], triangles(9), second) },
    ],
  },
  {
    name: 'english-1', direction: 'ltr', seconds: 30,
    slides: [
      { at: 0, html: () => title('Travelling', 'Tell us about a journey', 'Daniel Weber') },
      { at: 6, html: (second) => withDrawing('A journey in steps', ['First we took the train.', 'Then we changed in Prague.', 'In the end we saw the sea.'], journey(second), second) },
      { at: 19, html: (second) => withDrawing('Now you', ['Where did you go?', 'How did you get there?', 'What went wrong?'], questions, second) },
    ],
  },
];

/** The whole picture at a moment. */
export function pictureAt({ slides }: Film, second: number): string {
  const slide = slides.findLast(({ at }) => at <= second);
  return slide?.html(second - slide.at) ?? '';
}

export const style = `
  body { margin: 0; width: 960px; height: 540px; overflow: hidden; box-sizing: border-box; padding: 44px 56px; background: #f7faf9; color: ${ink}; border-top: 10px solid ${accent}; font-family: 'Inter Variable', 'Vazirmatn Variable', sans-serif; }
  h1 { font-size: 64px; margin: 0 0 12px; } h2 { font-size: 42px; margin: 0 0 8px; color: ${accent}; }
  .title { height: 430px; display: grid; align-content: center; justify-items: start; } .title p { font-size: 32px; margin: 0 0 36px; color: ${soft}; } .title small { font-size: 24px; }
  .columns { display: grid; grid-template-columns: 1fr 400px; gap: 24px; align-items: center; } ul { list-style: none; margin: 0; padding: 0; font-size: 30px; line-height: 1.9; }
  svg { width: 400px; height: 380px; overflow: visible; } text { font-size: 26px; font-weight: 600; text-anchor: middle; direction: inherit; }`;
