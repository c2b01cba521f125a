import { createTransport, type Transporter } from 'nodemailer';
import { env } from '#lib/env.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

const timeout = 10_000;
let transport: Transporter | undefined;

/** Whether mail can be sent at all. */
export function mailIsConfigured(): boolean {
  return env().SMTP_URL !== undefined;
}

/** Hands one mail to the configured SMTP server; rejects when that did not take it. */
export async function sendMail({ to, subject, text, html }: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = env();
  if (!SMTP_URL || !MAIL_FROM) throw new Error('SMTP_URL and MAIL_FROM are not set');
  transport ??= createTransport({ url: SMTP_URL, connectionTimeout: timeout, greetingTimeout: timeout, socketTimeout: timeout });
  // An address object is taken as it is: nodemailer does not look for more addresses in it.
  await transport.sendMail({ from: MAIL_FROM, to: { name: '', address: to }, subject: subject.replaceAll(/[\r\n]+/g, ' '), text, html });
}
