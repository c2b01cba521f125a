const membership = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
const shortForm = /^urn:lti:role:ims\/lis\/([A-Za-z]+)(?:\/([A-Za-z]+))?$/;
const plain = /^([A-Za-z]+)(?:\/([A-Za-z]+))?$/;

/** Roles in the course that lead a class. */
const leading: ReadonlySet<string> = new Set(['Instructor', 'Administrator', 'ContentDeveloper']);
const assistant = 'TeachingAssistant';

interface CourseRole {
  role: string;
  part: string | undefined;
}

/** Somebody's role in the course, whichever of LTI's spellings it has; null for roles in the school, on the system, or of another list. */
function courseRole(text: string): CourseRole | null {
  if (text.startsWith(`${membership}#`)) return { role: text.slice(membership.length + 1), part: undefined };
  if (text.startsWith(`${membership}/`)) {
    const [role = '', part] = text.slice(membership.length + 1).split('#');
    return { role, part };
  }
  const [, role, part] = shortForm.exec(text) ?? plain.exec(text) ?? [];
  return role === undefined ? null : { role, part };
}

/**
 * Whether these roles lead the class (portal contracts D1, D3). Only roles in this course count: an instructor somewhere in the school may be a
 * student here. Teaching assistants lead when the platform's setting says so.
 */
export function isLeader(roles: readonly string[], { assistantsLead }: { assistantsLead: boolean }): boolean {
  return roles.some((text) => {
    const found = courseRole(text.trim());
    if (!found) return false;
    if (found.role === assistant || found.part?.startsWith(assistant)) return assistantsLead;
    return leading.has(found.role);
  });
}

/** LTI 1.1's list between commas. */
export function splitRoles(text: string | undefined): string[] {
  return (text ?? '').split(',').map((role) => role.trim()).filter((role) => role !== '');
}
