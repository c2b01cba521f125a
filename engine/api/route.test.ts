import { describe, expect, it } from 'vitest';
import { findRoute } from './route.ts';
import type { ApiRoute } from './route.ts';

function route(paramCount: number): ApiRoute {
  return { method: 'GET', callers: 'participants', paramCount, handle: async () => undefined };
}

const list = route(0);
const count = route(1);
const vote = route(2);
const routes = new Map([['/api/polls/list', list], ['/api/polls/count', count], ['/api/polls/vote', vote]]);

describe('findRoute', () => {
  it('reads what follows a route as its parameters', () => {
    expect(findRoute(routes, '/api/polls/list')).toEqual({ route: list, params: [] });
    expect(findRoute(routes, '/api/polls/vote/p1/bob')).toEqual({ route: vote, params: ['p1', 'bob'] });
  });

  it.each(['/api/polls', '/api/polls/list/x', '/api/polls/count', '/api/polls/count/a/b', '/api/polls/listing', '/', '', `/api/polls/count${'/'.repeat(5000)}`])(
    'finds none for %.40s',
    (path) => {
      expect(findRoute(routes, path)).toBeUndefined();
    },
  );
});
