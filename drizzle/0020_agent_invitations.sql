CREATE TABLE "agent_invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"firm_id" text NOT NULL,
	"code_hash" text NOT NULL,
	"rights" text[] NOT NULL,
	"until" date NOT NULL,
	"invited_by_id" text NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"agency_id" text,
	CONSTRAINT "agent_invitation_closed" CHECK ((status = 'open') = (closed_at IS NULL) AND (status = 'used') = (agency_id IS NOT NULL)),
	CONSTRAINT "agent_invitation_rights" CHECK (cardinality(rights) BETWEEN 1 AND 4)
);
--> statement-breakpoint
ALTER TABLE "agent_invitation" ADD CONSTRAINT "agent_invitation_firm_id_subject_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_invitation" ADD CONSTRAINT "agent_invitation_invited_by_id_subject_id_fk" FOREIGN KEY ("invited_by_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_invitation" ADD CONSTRAINT "agent_invitation_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "agent_invitation_code" ON "agent_invitation" USING btree ("code_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "agent_invitation_agency" ON "agent_invitation" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "agent_invitation_open" ON "agent_invitation" USING btree ("firm_id") WHERE status = 'open';