export { DetailPageSkeleton as default } from '#components/shell/page-skeletons.tsx';
