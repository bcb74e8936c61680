CREATE TABLE "merchant_invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"store_id" text,
	"role" text NOT NULL,
	"code_hash" text NOT NULL,
	"invited_by_subject_id" text,
	"status" text DEFAULT 'open' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"post_id" text,
	CONSTRAINT "merchant_invitation_store" CHECK ((role = 'clerk') = (store_id IS NOT NULL)),
	CONSTRAINT "merchant_invitation_closed" CHECK ((status = 'open') = (closed_at IS NULL) AND (status = 'accepted') = (post_id IS NOT NULL))
);
--> statement-breakpoint
ALTER TABLE "merchant_invitation" ADD CONSTRAINT "merchant_invitation_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_invitation" ADD CONSTRAINT "merchant_invitation_store_id_store_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."store"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_invitation" ADD CONSTRAINT "merchant_invitation_invited_by_subject_id_subject_id_fk" FOREIGN KEY ("invited_by_subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_invitation" ADD CONSTRAINT "merchant_invitation_post_id_merchant_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."merchant_post"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "merchant_invitation_code" ON "merchant_invitation" USING btree ("code_hash");--> statement-breakpoint
CREATE INDEX "merchant_invitation_open" ON "merchant_invitation" USING btree ("merchant_id") WHERE status = 'open';