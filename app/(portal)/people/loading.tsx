export { ListPageSkeleton as default } from '#components/shell/page-skeletons.tsx';
