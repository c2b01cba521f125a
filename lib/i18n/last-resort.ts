/** The only texts outside messages/: for the page that is shown when those cannot be loaded. */
export const lastResortTexts = [
  { lang: 'en', dir: 'ltr', title: 'Something went wrong', text: 'What you saved before is safe. Please try again in a moment.', retry: 'Try again' },
  { lang: 'fa', dir: 'rtl', title: 'مشکلی پیش آمد', text: 'آنچه پیش‌تر ذخیره کرده‌اید محفوظ است. لطفاً کمی بعد دوباره تلاش کنید.', retry: 'تلاش دوباره' },
] as const;
