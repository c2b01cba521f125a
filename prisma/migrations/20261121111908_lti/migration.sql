-- CreateTable
CREATE TABLE "portal"."lti_launch" (
    "id" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "classId" UUID NOT NULL,
    "roomId" TEXT NOT NULL,
    "externalUserId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "isModerator" BOOLEAN NOT NULL,
    "avatarUrl" TEXT,
    "locale" TEXT,
    "returnUrl" TEXT,
    "room" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "openedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lti_launch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."lti_nonce" (
    "accountId" UUID NOT NULL,
    "nonceHash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lti_nonce_pkey" PRIMARY KEY ("accountId","nonceHash")
);

-- CreateIndex
CREATE UNIQUE INDEX "lti_launch_codeHash_key" ON "portal"."lti_launch"("codeHash");

-- CreateIndex
CREATE INDEX "lti_launch_accountId_idx" ON "portal"."lti_launch"("accountId");

-- CreateIndex
CREATE INDEX "lti_launch_classId_idx" ON "portal"."lti_launch"("classId");

-- CreateIndex
CREATE INDEX "lti_launch_expiresAt_idx" ON "portal"."lti_launch"("expiresAt");

-- CreateIndex
CREATE INDEX "lti_nonce_expiresAt_idx" ON "portal"."lti_nonce"("expiresAt");

-- AddForeignKey
ALTER TABLE "portal"."lti_launch" ADD CONSTRAINT "lti_launch_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "portal"."ApiAccount"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."lti_launch" ADD CONSTRAINT "lti_launch_classId_fkey" FOREIGN KEY ("classId") REFERENCES "portal"."Class"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."lti_nonce" ADD CONSTRAINT "lti_nonce_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "portal"."ApiAccount"("id") ON DELETE CASCADE ON UPDATE CASCADE;
