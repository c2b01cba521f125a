import { defineAction } from '#lib/action.ts';
import { cancelClassInput, createClassInput, updateClassInput } from './schema.ts';
import { cancelClass, createClass, updateClass } from './service.ts';

export const createClassAction = defineAction({
  name: 'class.create',
  permission: 'class.create',
  input: createClassInput,
  limit: 'changeClass',
  run: createClass,
});

export const updateClassAction = defineAction({
  name: 'class.update',
  permission: 'class.update',
  input: updateClassInput,
  limit: 'changeClass',
  run: updateClass,
});

export const cancelClassAction = defineAction({
  name: 'class.cancel',
  permission: 'class.cancel',
  input: cancelClassInput,
  limit: 'changeClass',
  run: (context, { classId }) => cancelClass(context, classId),
});
