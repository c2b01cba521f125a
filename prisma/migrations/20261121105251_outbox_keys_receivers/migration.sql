-- CreateTable
CREATE TABLE "portal"."api_key" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "ending" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "scopes" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."webhook_receiver" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "events" TEXT[],
    "secret" TEXT NOT NULL,
    "previousSecret" TEXT,
    "previousSecretUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_receiver_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."outbox_message" (
    "id" BIGSERIAL NOT NULL,
    "messageId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "lane" TEXT,
    "hookId" INTEGER,
    "receiverId" UUID,
    "url" TEXT,
    "onceKey" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "queuedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deliveredAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),
    "lastError" TEXT,

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_keyHash_key" ON "portal"."api_key"("keyHash");

-- CreateIndex
CREATE INDEX "api_key_accountId_idx" ON "portal"."api_key"("accountId");

-- CreateIndex
CREATE INDEX "webhook_receiver_accountId_idx" ON "portal"."webhook_receiver"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_message_messageId_key" ON "portal"."outbox_message"("messageId");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_message_onceKey_key" ON "portal"."outbox_message"("onceKey");

-- CreateIndex
CREATE INDEX "outbox_message_deliveredAt_failedAt_nextAttemptAt_idx" ON "portal"."outbox_message"("deliveredAt", "failedAt", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "outbox_message_lane_id_idx" ON "portal"."outbox_message"("lane", "id");

-- CreateIndex
CREATE INDEX "outbox_message_receiverId_id_idx" ON "portal"."outbox_message"("receiverId", "id");

-- CreateIndex
CREATE INDEX "outbox_message_accountId_idx" ON "portal"."outbox_message"("accountId");

-- AddForeignKey
ALTER TABLE "portal"."api_key" ADD CONSTRAINT "api_key_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "portal"."ApiAccount"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."webhook_receiver" ADD CONSTRAINT "webhook_receiver_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "portal"."ApiAccount"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."outbox_message" ADD CONSTRAINT "outbox_message_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "portal"."ApiAccount"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."outbox_message" ADD CONSTRAINT "outbox_message_receiverId_fkey" FOREIGN KEY ("receiverId") REFERENCES "portal"."webhook_receiver"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What still waits goes on waiting, and the record of what was sent is kept.
INSERT INTO "portal"."outbox_message" ("id", "messageId", "accountId", "kind", "lane", "hookId", "url", "onceKey", "payload", "attempts", "createdAt", "queuedAt", "nextAttemptAt", "deliveredAt", "failedAt", "lastError")
SELECT "id", gen_random_uuid(), "accountId", "kind", 'hook:' || "hookId", "hookId", "url", "onceKey", "payload", "attempts", "createdAt", "createdAt", "nextAttemptAt", "deliveredAt", "failedAt", "lastError" FROM "portal"."bbb_delivery";
SELECT setval(pg_get_serial_sequence('portal.outbox_message', 'id'), greatest((SELECT max("id") FROM "portal"."outbox_message"), 1));

-- DropTable
DROP TABLE "portal"."bbb_delivery";
