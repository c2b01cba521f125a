-- CreateEnum
CREATE TYPE "portal"."OutsideSource" AS ENUM ('bbb', 'lti', 'lms', 'spreed', 'rest');

-- CreateTable
CREATE TABLE "portal"."ApiAccount" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "previousSecret" TEXT,
    "previousSecretUntil" TIMESTAMPTZ(3),
    "ownerId" UUID NOT NULL,
    "isStrict" BOOLEAN NOT NULL DEFAULT false,
    "clientHosts" TEXT[],
    "lastUsedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiAccount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."OutsideClass" (
    "classId" UUID NOT NULL,
    "source" "portal"."OutsideSource" NOT NULL,
    "accountId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OutsideClass_pkey" PRIMARY KEY ("classId")
);

-- CreateTable
CREATE TABLE "portal"."Visit" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "classId" UUID NOT NULL,
    "externalUserId" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "isModerator" BOOLEAN NOT NULL,
    "waits" BOOLEAN NOT NULL DEFAULT true,
    "avatarUrl" TEXT,
    "locale" TEXT,
    "leaveUrl" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "linkExpiresAt" TIMESTAMPTZ(3) NOT NULL,
    "openedAt" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Visit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ApiAccount_key_key" ON "portal"."ApiAccount"("key");

-- CreateIndex
CREATE INDEX "ApiAccount_ownerId_idx" ON "portal"."ApiAccount"("ownerId");

-- CreateIndex
CREATE INDEX "OutsideClass_accountId_idx" ON "portal"."OutsideClass"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "OutsideClass_source_accountId_externalId_key" ON "portal"."OutsideClass"("source", "accountId", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "Visit_tokenHash_key" ON "portal"."Visit"("tokenHash");

-- CreateIndex
CREATE INDEX "Visit_classId_participantId_idx" ON "portal"."Visit"("classId", "participantId");

-- CreateIndex
CREATE INDEX "Visit_accountId_idx" ON "portal"."Visit"("accountId");

-- CreateIndex
CREATE INDEX "Visit_endsAt_idx" ON "portal"."Visit"("endsAt");

-- AddForeignKey
ALTER TABLE "portal"."ApiAccount" ADD CONSTRAINT "ApiAccount_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "portal"."User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."OutsideClass" ADD CONSTRAINT "OutsideClass_classId_fkey" FOREIGN KEY ("classId") REFERENCES "portal"."Class"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."OutsideClass" ADD CONSTRAINT "OutsideClass_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "portal"."ApiAccount"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."Visit" ADD CONSTRAINT "Visit_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "portal"."ApiAccount"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."Visit" ADD CONSTRAINT "Visit_classId_fkey" FOREIGN KEY ("classId") REFERENCES "portal"."Class"("id") ON DELETE CASCADE ON UPDATE CASCADE;
