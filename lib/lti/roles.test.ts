import { expect, test } from 'vitest';
import { isLeader, splitRoles } from './roles.ts';

const lis = 'http://purl.imsglobal.org/vocab/lis/v2';

test.each([
  'Instructor', 'Learner,Instructor', 'Administrator', 'ContentDeveloper', 'urn:lti:role:ims/lis/Instructor', 'urn:lti:role:ims/lis/Instructor/PrimaryInstructor',
  `${lis}/membership#Instructor`, `${lis}/membership/Instructor#PrimaryInstructor`, `${lis}/membership#Administrator`, ' Instructor ',
])('%s leads the class', (roles) => {
  expect(isLeader(splitRoles(roles), { assistantsLead: false })).toBe(true);
});

test.each([
  '', 'Learner', 'NotInstructor', 'Instructors', 'urn:lti:instrole:ims/lis/Instructor', 'urn:lti:sysrole:ims/lis/Administrator', `${lis}/institution/person#Instructor`,
  `${lis}/system/person#Administrator`, `${lis}/membership#Learner`, 'https://evil.example/membership#Instructor', 'urn:lti:role:ims/lis/Learner/Instructor', 'Learner/Instructor',
])('%s does not', (roles) => {
  expect(isLeader(splitRoles(roles), { assistantsLead: true })).toBe(false);
});

test.each(['TeachingAssistant', 'urn:lti:role:ims/lis/TeachingAssistant', 'urn:lti:role:ims/lis/TeachingAssistant/Grader', `${lis}/membership/Instructor#TeachingAssistant`, `${lis}/membership#TeachingAssistant`])('%s leads as the setting says', (role) => {
  expect(isLeader([role], { assistantsLead: true })).toBe(true);
  expect(isLeader([role], { assistantsLead: false })).toBe(false);
});
