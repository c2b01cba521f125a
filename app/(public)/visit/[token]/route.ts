export { followVisitLink as GET } from '#lib/visits/follow.ts';
