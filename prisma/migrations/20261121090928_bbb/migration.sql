-- CreateTable
CREATE TABLE "portal"."bbb_session" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "liveKey" TEXT,
    "classId" UUID NOT NULL,
    "meetingId" UUID,
    "internalId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "attendeePassword" TEXT NOT NULL,
    "moderatorPassword" TEXT NOT NULL,
    "voiceBridge" INTEGER NOT NULL,
    "dialNumber" TEXT NOT NULL,
    "duration" INTEGER NOT NULL,
    "maxUsers" INTEGER NOT NULL,
    "isRecorded" BOOLEAN NOT NULL,
    "guestPolicy" TEXT NOT NULL,
    "logoutUrl" TEXT,
    "endedUrl" TEXT,
    "parentId" UUID,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "freeJoin" BOOLEAN NOT NULL DEFAULT false,
    "metadata" JSONB NOT NULL,
    "configTokens" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "endToldAt" TIMESTAMPTZ(3),

    CONSTRAINT "bbb_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."bbb_hook" (
    "id" SERIAL NOT NULL,
    "accountId" UUID NOT NULL,
    "callbackUrl" TEXT NOT NULL,
    "externalId" TEXT,
    "eventIds" TEXT[],
    "isRaw" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bbb_hook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."bbb_delivery" (
    "id" BIGSERIAL NOT NULL,
    "accountId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "hookId" INTEGER,
    "url" TEXT NOT NULL,
    "onceKey" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deliveredAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),
    "lastError" TEXT,

    CONSTRAINT "bbb_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "bbb_session_liveKey_key" ON "portal"."bbb_session"("liveKey");

-- CreateIndex
CREATE UNIQUE INDEX "bbb_session_meetingId_key" ON "portal"."bbb_session"("meetingId");

-- CreateIndex
CREATE INDEX "bbb_session_accountId_externalId_createdAt_idx" ON "portal"."bbb_session"("accountId", "externalId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "bbb_session_parentId_idx" ON "portal"."bbb_session"("parentId");

-- CreateIndex
CREATE INDEX "bbb_session_endToldAt_idx" ON "portal"."bbb_session"("endToldAt");

-- CreateIndex
CREATE INDEX "bbb_session_classId_idx" ON "portal"."bbb_session"("classId");

-- CreateIndex
CREATE UNIQUE INDEX "bbb_session_accountId_internalId_key" ON "portal"."bbb_session"("accountId", "internalId");

-- CreateIndex
CREATE UNIQUE INDEX "bbb_hook_accountId_callbackUrl_key" ON "portal"."bbb_hook"("accountId", "callbackUrl");

-- CreateIndex
CREATE UNIQUE INDEX "bbb_delivery_onceKey_key" ON "portal"."bbb_delivery"("onceKey");

-- CreateIndex
CREATE INDEX "bbb_delivery_deliveredAt_failedAt_nextAttemptAt_idx" ON "portal"."bbb_delivery"("deliveredAt", "failedAt", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "bbb_delivery_accountId_idx" ON "portal"."bbb_delivery"("accountId");

-- AddForeignKey
ALTER TABLE "portal"."bbb_session" ADD CONSTRAINT "bbb_session_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "portal"."ApiAccount"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."bbb_session" ADD CONSTRAINT "bbb_session_classId_fkey" FOREIGN KEY ("classId") REFERENCES "portal"."Class"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."bbb_session" ADD CONSTRAINT "bbb_session_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "portal"."Meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."bbb_session" ADD CONSTRAINT "bbb_session_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "portal"."bbb_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."bbb_hook" ADD CONSTRAINT "bbb_hook_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "portal"."ApiAccount"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."bbb_delivery" ADD CONSTRAINT "bbb_delivery_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "portal"."ApiAccount"("id") ON DELETE CASCADE ON UPDATE CASCADE;
