export { RecordingPageSkeleton as default } from '#components/shell/page-skeletons.tsx';
