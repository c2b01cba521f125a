-- What search compares: look-alike letters in one spelling, all digits Latin, no vowel marks, spaces or joiners. lib/text/fold.ts does the
-- same to what is searched for.
CREATE FUNCTION "portal"."fold_text"("value" text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
  regexp_replace(normalize("value", NFKC), '[\u064b-\u065f\u0670\u0640\s\u200c\u200d]', '', 'g'),
  U&'\0643\06AA\0649\064A\0629\0660\0661\0662\0663\0664\0665\0666\0667\0668\0669\06F0\06F1\06F2\06F3\06F4\06F5\06F6\06F7\06F8\06F9',
  U&'\06A9\06A9\06CC\06CC\064701234567890123456789'
);

ALTER TABLE "portal"."Class" ADD COLUMN "searchText" TEXT GENERATED ALWAYS AS ("portal"."fold_text"("title")) STORED;
ALTER TABLE "portal"."User" ADD COLUMN "searchText" TEXT GENERATED ALWAYS AS ("portal"."fold_text"("name")) STORED;

-- Trigrams make any part of a text quick to find.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "Class_searchText_idx" ON "portal"."Class" USING gin ("searchText" gin_trgm_ops);
CREATE INDEX "User_searchText_idx" ON "portal"."User" USING gin ("searchText" gin_trgm_ops);
CREATE INDEX "User_email_search_idx" ON "portal"."User" USING gin ("email" gin_trgm_ops);
