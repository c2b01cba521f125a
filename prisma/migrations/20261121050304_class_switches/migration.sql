-- AlterTable
ALTER TABLE "portal"."Class" ADD COLUMN     "studentsMayChat" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "studentsMayChatPrivately" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "studentsMayDraw" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "studentsMayShareFiles" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "studentsMayWriteNotes" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "withBreakoutRooms" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "withNotepad" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "withPolls" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "withReactions" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "withRecording" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "withSharedMedia" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "withWhiteboard" BOOLEAN NOT NULL DEFAULT true;
