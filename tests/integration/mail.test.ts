import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createInvitationAction } from '#lib/accounts/definitions.ts';
import { executeAction } from '#lib/action.ts';
import { database } from '#lib/db/client.ts';
import { makePerson, requestOf } from '#tests/fixtures/people.ts';
import { usePortalDatabase } from '#tests/harness/portal-database.ts';

interface ReceivedMail {
  from: string;
  to: string[];
  content: string;
}

const received: ReceivedMail[] = [];
let refuses = false;

/** As much of an SMTP server (RFC 5321) as a client needs to hand over a mail. */
function startMailServer(): Server {
  return createServer((socket) => {
    let mail: ReceivedMail = { from: '', to: [], content: '' };
    let inContent = false;
    let pending = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    const take = (line: string) => {
      if (inContent) {
        if (line !== '.') {
          mail.content += `${line}\n`;
          return;
        }
        inContent = false;
        received.push(mail);
        say('250 taken');
      } else if (/^(EHLO|HELO)/i.test(line)) say('250 mail.test');
      else if (/^MAIL FROM/i.test(line)) {
        mail = { from: line, to: [], content: '' };
        say(refuses ? '451 not now' : '250 ok');
      } else if (/^RCPT TO/i.test(line)) {
        mail.to.push(line);
        say('250 ok');
      } else if (/^DATA/i.test(line)) {
        inContent = true;
        say('354 go on');
      } else if (/^QUIT/i.test(line)) {
        say('221 bye');
        socket.end();
      } else say('250 ok');
    };
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      const lines = (pending + chunk).split('\r\n');
      pending = lines.pop() ?? '';
      lines.forEach(take);
    });
    say('220 mail.test');
  });
}

const server = startMailServer();

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port');
  await usePortalDatabase(inject('services'), 'mail', { SMTP_URL: `smtp://127.0.0.1:${address.port}`, MAIL_FROM: 'Kelas <kelas@school.example>' });
});

afterAll(() => {
  server.close();
});

function decode(content: string): string {
  const plain = content.replaceAll('=\n', '');
  const bytes = plain.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

test('an invitation with an address is mailed to it, in the sender’s language', async () => {
  const admin = await makePerson('admin', { name: 'Mina Karimi' });
  const made = await executeAction(createInvitationAction, requestOf(admin), { role: 'teacher', email: 'sara@example.org', name: 'Sara' });
  expect(made).toMatchObject({ ok: true, data: { mailed: true } });
  const [mail] = received.splice(0);
  expect(mail?.from).toContain('<kelas@school.example>');
  expect(mail?.to).toEqual(['RCPT TO:<sara@example.org>']);
  const text = decode(mail?.content ?? '');
  expect(text).toContain('Subject: Mina Karimi invites you to Kelas');
  expect(text).toContain(made.ok ? made.data.url : 'no link');

  await database().user.update({ where: { id: admin.userId }, data: { locale: 'fa' } });
  await executeAction(createInvitationAction, requestOf(admin), { role: 'student', email: 'ali@example.org' });
  expect(received.splice(0)[0]?.content).toContain('dir=3D"rtl"');
});

test('a name cannot write headers, an address cannot name a second receiver', async () => {
  const admin = await makePerson('admin');
  const odd = [
    { role: 'student', email: 'a@example.org', name: 'Sara\r\nBcc: spy@example.org' },
    { role: 'student', email: 'a@example.org, spy@example.org' },
    { role: 'student', email: 'a@example.org\nBcc: spy@example.org' },
  ];
  for (const input of odd) expect(await executeAction(createInvitationAction, requestOf(admin), input)).toMatchObject({ ok: false });
  expect(received).toEqual([]);
});

test('a mail that is not taken leaves a link to hand on', async () => {
  refuses = true;
  const admin = await makePerson('admin');
  const made = await executeAction(createInvitationAction, requestOf(admin), { role: 'student', email: 'late@example.org' });
  expect(made).toMatchObject({ ok: true, data: { mailed: false } });
  expect(made.ok ? made.data.url : '').toContain('/invite/');
});
