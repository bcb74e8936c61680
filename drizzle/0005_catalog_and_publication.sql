CREATE TABLE "catalog_item" (
	"code" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"kind" text NOT NULL,
	"publicity" text NOT NULL,
	"version" text NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"synced_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "catalog_item_publicity" CHECK (publicity IN ('public', 'authorized')),
	CONSTRAINT "catalog_item_no_blood" CHECK (code NOT LIKE '%blood%' AND title NOT LIKE '%献血%' AND title NOT LIKE '%血型%')
);
--> statement-breakpoint
CREATE TABLE "publication" (
	"record_id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"item" text NOT NULL,
	"kind" text NOT NULL,
	"list" text,
	"title" text NOT NULL,
	"document_number" text,
	"office" text NOT NULL,
	"district" text,
	"search_text" text NOT NULL,
	"decided_on" date NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"rule_id" text NOT NULL,
	"class_code" text NOT NULL,
	"repairable_on" date,
	"other_rule_id" text,
	"other_ends_on" date,
	"status" text NOT NULL,
	"reason" text,
	"record_version" integer NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "publication_reason" CHECK ((status = 'shown') = (reason IS NULL)),
	CONSTRAINT "publication_ends_after_start" CHECK (status <> 'shown' OR ends_on IS NULL OR ends_on > starts_on)
);
--> statement-breakpoint
CREATE TABLE "publication_due" (
	"record_id" text PRIMARY KEY NOT NULL,
	"since" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "publication_rule" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"source_ref" text NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"verified" boolean NOT NULL,
	"content_hash" text NOT NULL,
	"synced_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "publication" ADD CONSTRAINT "publication_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication" ADD CONSTRAINT "publication_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication" ADD CONSTRAINT "publication_item_catalog_item_code_fk" FOREIGN KEY ("item") REFERENCES "public"."catalog_item"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication" ADD CONSTRAINT "publication_rule_id_publication_rule_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."publication_rule"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication" ADD CONSTRAINT "publication_other_rule_id_publication_rule_id_fk" FOREIGN KEY ("other_rule_id") REFERENCES "public"."publication_rule"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "publication_latest" ON "publication" USING btree ("decided_on" DESC NULLS LAST,"record_id" DESC NULLS LAST) WHERE status = 'shown';--> statement-breakpoint
CREATE INDEX "publication_kind" ON "publication" USING btree ("kind","decided_on" DESC NULLS LAST,"record_id" DESC NULLS LAST) WHERE status = 'shown';--> statement-breakpoint
CREATE INDEX "publication_list" ON "publication" USING btree ("list","decided_on" DESC NULLS LAST,"record_id" DESC NULLS LAST) WHERE status = 'shown' AND list IS NOT NULL;--> statement-breakpoint
CREATE INDEX "publication_subject" ON "publication" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "publication_ends" ON "publication" USING btree ("ends_on") WHERE status = 'shown';--> statement-breakpoint
-- Records of an earlier version name items the table does not have yet; the next start fills in what they are, or retires them.
INSERT INTO "catalog_item" ("code", "title", "kind", "publicity", "version", "synced_at") SELECT DISTINCT "item", "item", 'registration', 'authorized', '0', now() FROM "record";--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_item_catalog_item_code_fk" FOREIGN KEY ("item") REFERENCES "public"."catalog_item"("code") ON DELETE no action ON UPDATE no action;