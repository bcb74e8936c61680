CREATE TABLE "publication_correction" (
	"record_id" text NOT NULL,
	"record_version" integer NOT NULL,
	"corrected_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "publication_correction_record_id_record_version_pk" PRIMARY KEY("record_id","record_version")
);
--> statement-breakpoint
ALTER TABLE "publication_correction" ADD CONSTRAINT "publication_correction_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "publication_correction_at" ON "publication_correction" USING btree ("corrected_at");