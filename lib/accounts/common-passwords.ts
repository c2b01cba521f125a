/** Long passwords that guessing programs try first (from published lists of leaked passwords, ten characters and more). */
export const commonPasswords: ReadonlySet<string> = new Set([
  '1234567890', '0123456789', '12345678910', '123456789a', '1234567891', '0987654321', '9876543210', '1q2w3e4r5t', '1qaz2wsx3edc', '1q2w3e4r5t6y',
  'qwertyuiop', 'qwerty12345', 'qwerty123456', 'asdfghjkl1', 'asdfghjkl;', 'zxcvbnm123', 'qazwsxedcr', 'qwertyuiop1', 'asdfghjkl123',
  'password12', 'password123', 'password1234', 'password12345', 'passw0rd123', 'p@ssw0rd123', 'mypassword', 'mypassword1', 'password01', 'passwordpassword',
  'iloveyou12', 'iloveyou123', 'letmein123', 'welcome123', 'welcome1234', 'admin12345', 'admin123456', 'administrator', 'changeme123', 'secret1234',
  'abcdefghij', 'abcd123456', 'abcde12345', 'abc1234567', 'a123456789', 'aa12345678', '1111111111', '0000000000', '1212121212', '1122334455',
  'basketball', 'football123', 'superman123', 'michael123', 'princess123', 'sunshine123', 'dragon12345', 'monkey12345', 'liverpool1', 'manchester',
  'salam12345', 'salam123456', 'teacher123', 'teacher1234', 'student123', 'student1234', 'school1234', 'classroom1', 'classroom123', 'kelas12345',
  'q1w2e3r4t5', 'q1w2e3r4t5y6', 'trustno1trustno1', 'whatever123', 'computer123', 'internet123', '1qaz@wsx3edc', 'test123456', 'testtest12', 'guest12345',
]);
