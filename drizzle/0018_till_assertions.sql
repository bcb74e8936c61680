CREATE TABLE "till_assertion" (
	"client_id" text NOT NULL,
	"jti" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "till_assertion_client_id_jti_pk" PRIMARY KEY("client_id","jti")
);
--> statement-breakpoint
ALTER TABLE "till_assertion" ADD CONSTRAINT "till_assertion_client_id_till_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."till_client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "till_assertion_expiry" ON "till_assertion" USING btree ("expires_at");