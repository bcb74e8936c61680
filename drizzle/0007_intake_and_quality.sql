CREATE TABLE "office_client" (
	"id" text PRIMARY KEY NOT NULL,
	"office" text NOT NULL,
	"office_uscc" text NOT NULL,
	"jwk" jsonb NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "office_output" (
	"office" text NOT NULL,
	"period" text NOT NULL,
	"produced" integer NOT NULL,
	"stated_by" text NOT NULL,
	"stated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "office_output_office_period_pk" PRIMARY KEY("office","period"),
	CONSTRAINT "office_output_produced" CHECK (produced >= 0)
);
--> statement-breakpoint
ALTER TABLE "import_batch" DROP CONSTRAINT "import_batch_rows";--> statement-breakpoint
ALTER TABLE "import_batch" ADD COLUMN "layout_asked" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "import_batch" ADD COLUMN "progress" jsonb;--> statement-breakpoint
ALTER TABLE "import_batch" ADD COLUMN "client_id" text;--> statement-breakpoint
ALTER TABLE "import_batch" ADD COLUMN "idempotency_key" text;--> statement-breakpoint
ALTER TABLE "import_reject" ADD COLUMN "office" text;--> statement-breakpoint
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_client_id_office_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."office_client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "import_batch_client_key" ON "import_batch" USING btree ("client_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "import_batch_open" ON "import_batch" USING btree ("id") WHERE status IN ('queued', 'running');--> statement-breakpoint
CREATE INDEX "record_created" ON "record" USING brin ("created_at");--> statement-breakpoint
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_rows" CHECK (status IN ('queued', 'running', 'failed', 'cancelled') OR rows_new + rows_changed + rows_unchanged + rows_rejected = rows_total);