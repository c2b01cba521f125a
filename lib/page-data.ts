import 'server-only';
import { notFound, redirect } from 'next/navigation';
import { AppError } from './errors.ts';

/** What a page reads, or the page that fits: nothing is told apart between "does not exist" and "not for you". */
export async function pageData<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'notSignedIn') redirect('/sign-in');
    if (error.code === 'notFound' || error.code === 'notAllowed' || error.code === 'invalidInput') notFound();
    throw error;
  }
}

/** An id from the address, or the "not found" page: the database is not asked about what cannot be an id. */
export function idFromPath(text: string): string {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) notFound();
  return text.toLowerCase();
}
