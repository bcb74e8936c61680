CREATE TABLE "loan_zone" (
	"code" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"intro" text NOT NULL,
	"shows" text NOT NULL,
	"position" integer NOT NULL,
	"is_open" boolean NOT NULL,
	"version" integer NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "loan_zone_shows" CHECK (shows IN ('named', 'first-loan', 'no-principal')),
	CONSTRAINT "loan_zone_position" CHECK (position >= 0 AND version > 0)
);
