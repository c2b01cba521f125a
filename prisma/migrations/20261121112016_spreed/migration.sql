-- CreateTable
CREATE TABLE "portal"."spreed_site" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "accountId" UUID NOT NULL,
    "accessCode" TEXT,
    "mayRegister" BOOLEAN NOT NULL DEFAULT false,
    "showsStats" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "spreed_site_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."spreed_nonce" (
    "hash" TEXT NOT NULL,
    "usedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "spreed_nonce_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "portal"."spreed_picture" (
    "imageId" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "idx" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "spreed_picture_pkey" PRIMARY KEY ("imageId")
);

-- CreateIndex
CREATE UNIQUE INDEX "spreed_site_accountId_key" ON "portal"."spreed_site"("accountId");

-- CreateIndex
CREATE INDEX "spreed_nonce_usedAt_idx" ON "portal"."spreed_nonce"("usedAt");

-- CreateIndex
CREATE INDEX "spreed_picture_accountId_idx" ON "portal"."spreed_picture"("accountId");

-- CreateIndex
CREATE INDEX "spreed_picture_updatedAt_idx" ON "portal"."spreed_picture"("updatedAt");

-- AddForeignKey
ALTER TABLE "portal"."spreed_site" ADD CONSTRAINT "spreed_site_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "portal"."ApiAccount"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."spreed_picture" ADD CONSTRAINT "spreed_picture_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "portal"."ApiAccount"("id") ON DELETE CASCADE ON UPDATE CASCADE;
