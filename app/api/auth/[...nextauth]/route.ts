import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authOptions } from '#lib/accounts/auth-options.ts';

function handler(request: NextRequest, segment: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  return NextAuth(request, segment, authOptions());
}

export { handler as GET, handler as POST };
