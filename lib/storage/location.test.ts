import { expect, test } from 'vitest';
import { storageLocation } from './location.ts';

test.each([
  ['file:///var/lib/kelas', { kind: 'folder', path: '/var/lib/kelas' }],
  ['s3://lessons', { kind: 's3', bucket: 'lessons', prefix: '', region: 'us-east-1', endpoint: undefined }],
  ['s3://lessons/school/kelas/?region=eu-central-1', { kind: 's3', bucket: 'lessons', prefix: 'school/kelas', region: 'eu-central-1', endpoint: undefined }],
  ['s3://lessons?endpoint=http://minio:9000', { kind: 's3', bucket: 'lessons', prefix: '', region: 'us-east-1', endpoint: 'http://minio:9000' }],
])('reads %s', (text, expected) => {
  expect(storageLocation(text)).toEqual(expected);
});

test.each(['', 'lessons', '/var/lib', 'file:///', 'file://host/folder', 'http://bucket', 's3://', 's3://BAD_bucket', 's3://key:secret@bucket', 's3://bucket?endpoint=ftp://x', 's3://bucket/a%20b'])('refuses %j', (text) => {
  expect(storageLocation(text)).toBeNull();
});
